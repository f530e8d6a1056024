// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.config.Values;

/**
 * One line for each {@code etc/org.strowger.sipchannel-<name>.cfg}. It registers its role by hand, because a ranking that comes from a
 * .cfg file is text, which the service registry would take for no ranking at all.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = SipChannel.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SipChannelConfig.class, factory = true)
public final class SipChannel {
    static final String PID = "org.strowger.sipchannel";

    /** The role's kind. */
    static final String ROLE = "sipchannel";

    private static final Logger log = LoggerFactory.getLogger(SipChannel.class);

    private static final String[] SERVICES = {Callin.class.getName(), Callout.class.getName()};

    private final BundleContext context;
    private final SipChannels channels;
    private String pid = PID;
    private Optional<Running> running = Optional.empty();

    /** What is in force. */
    private record Running(LineSettings settings, Line line, ServiceRegistration<?> registration) {}

    @Activate
    public SipChannel(BundleContext context, Map<String, Object> properties, @Reference SipChannels channels) {
        this.context = context;
        this.channels = channels;
        modified(properties);
    }

    /** Takes a configuration: a bad value leaves the line as it was, a good one replaces its role without a moment in which there is none. */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        pid = values.pid();
        LineSettings next = LineSettings.read(values);
        channels.refused(pid, values.problems());
        if (!values.problems().isEmpty()) {
            values.problems().forEach(wrong -> log.error("{}", wrong));
            log.error("{} {}", pid, running.isEmpty() ? "waits for better" : "stays as it was");
        } else if (running.isEmpty() || !running.get().settings().equals(next)) {
            replace(next, properties);
        }
    }

    private void replace(LineSettings next, Map<String, Object> properties) {
        Optional<Running> former = running;
        Optional<Line> known =
                former.map(Running::line).filter(line -> former.get().settings().enabled());
        Line line = known.orElseGet(() -> channels.line(next, next.role().substring(ROLE.length() + 1)));
        channels.put(next, line);
        Dictionary<String, Object> role = new Hashtable<>();
        role.put(Callin.ROLE, ROLE);
        role.put(Constants.SERVICE_PID, properties.get(Constants.SERVICE_PID));
        role.put(Constants.SERVICE_RANKING, next.ranking());
        LineRole calls =
                new LineRole(next, line::status, number -> channels.isAnothers(next.role(), number), channels.clock());
        running = Optional.of(new Running(next, line, context.registerService(SERVICES, calls, role)));
        former.ifPresent(old -> old.registration().unregister());
        if (!next.enabled()) {
            var unused = line.unregister();
        } else if (known.isPresent()) {
            line.change(next);
        } else {
            line.start();
        }
        log.info("{} is {}{}", next.role(), next.account(), next.enabled() ? "" : ", disabled");
    }

    /** Unregisters where nobody comes in its place: its file is gone, or somebody has stopped the bundle. */
    @Deactivate
    void deactivate(int reason) {
        channels.refused(pid, List.of());
        running.ifPresent(old -> {
            old.registration().unregister();
            if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
                channels.await(old.line().unregister().toCompletableFuture());
            } else if (channels.goesOn()) {
                old.line().rest();
            } else {
                channels.unregisterAll();
            }
            channels.remove(old.settings().role());
        });
    }
}
