// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.call.Switchboard;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;
import org.strowger.api.route.Router;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.SipEndpoint;

/** Counts what happens to calls, asks the others when it is asked, and says whether calls can be taken. */
@Component(
        configurationPid = Metrics.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {CallListener.class, Configured.class},
        property = {CallListener.NAME + "=metrics", Configured.PIDS + "=" + Metrics.PID},
        immediate = true)
@Designate(ocd = MetricsConfig.class)
public final class Metrics implements CallListener, Configured, WebServer.Pages {
    static final String PID = "org.strowger.metrics";
    private static final Logger log = LoggerFactory.getLogger(Metrics.class);

    private final CallCounts counts = new CallCounts();
    private final List<Audited> audited = new CopyOnWriteArrayList<>();
    private volatile List<Problem> refused = List.of();
    private Place place = new Place("127.0.0.1", 9464);
    private WebServer server;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Switchboard switchboard;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipEndpoint endpoint;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Router router;

    /** Where it listens. */
    private record Place(String host, int port) {
        static Place read(Values values) {
            return new Place(values.text("host", "127.0.0.1"), values.number("port", 9464, 1, 65_535));
        }
    }

    @Activate
    public Metrics(Map<String, Object> properties) {
        modified(properties);
    }

    /** Another place is opened before the last is closed; a bad value leaves what was in force. */
    @Modified
    synchronized void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        Place wanted = Place.read(values);
        refused = values.problems();
        if (!refused.isEmpty()) {
            refused.forEach(problem -> log.error("{}; in force stays {}", problem, place));
        } else if (server == null || !wanted.equals(place)) {
            WebServer last = server;
            place = wanted;
            server = new WebServer(wanted.host(), wanted.port(), this);
            if (last != null) {
                last.close();
            }
        }
    }

    @Deactivate
    synchronized void deactivate() {
        server.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAudited(Audited arrived) {
        audited.add(arrived);
    }

    void unbindAudited(Audited gone) {
        audited.remove(gone);
    }

    @Override
    public void on(CallEvent event) {
        counts.on(event);
    }

    @Override
    public String metrics() {
        Exposition to = new Exposition();
        counts.write(to);
        Switchboard engine = switchboard;
        if (engine != null) {
            Gauges.calls(to, engine.calls());
            Gauges.roles(to, engine.roles());
        }
        SipEndpoint sip = endpoint;
        if (sip != null) {
            Gauges.listeners(to, sip.listeners());
        }
        Gauges.tables(to, audited);
        Jvm.write(to);
        return to.toString();
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        SipEndpoint sip = endpoint;
        if (sip == null) {
            missing.add("no SIP endpoint");
        } else {
            List<ListenerInfo> listeners = sip.listeners();
            if (listeners.isEmpty()) {
                missing.add("no listener is configured");
            }
            listeners.forEach(listener ->
                    listener.failure().ifPresent(why -> missing.add("listener " + listener.name() + ": " + why)));
        }
        if (switchboard == null) {
            missing.add("no switchboard");
        }
        if (router == null) {
            missing.add("no router");
        }
        return missing;
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Place.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }
}
