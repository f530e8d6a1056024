// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
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
 * One peer for each {@code etc/org.strowger.trunk-<name>.cfg}. It registers its role by hand, because a ranking that comes from
 * a .cfg file is text, which the service registry would take for no ranking at all.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = Trunk.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TrunkConfig.class, factory = true)
public final class Trunk {
    static final String PID = "org.strowger.trunk";

    /** The role's kind. */
    static final String ROLE = "trunk";

    private static final Logger log = LoggerFactory.getLogger(Trunk.class);
    private static final String[] SERVICES = {Callin.class.getName(), Callout.class.getName()};

    private final BundleContext context;
    private final Trunks trunks;
    private String pid = PID;
    private Optional<Running> running = Optional.empty();

    /** A role that is registered. */
    private record Running(
            Peer peer, PeerServers servers, Optional<HealthCheck> check, ServiceRegistration<?> registration) {}

    @Activate
    public Trunk(BundleContext context, Map<String, Object> properties, @Reference Trunks trunks) {
        this.context = context;
        this.trunks = trunks;
        modified(properties);
    }

    /**
     * Takes a configuration: a bad value leaves the trunk as it was, a good one replaces its role without a moment in which there
     * is none. The first is no exception: a component whose activation failed would not hear of the correction.
     */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        pid = values.pid();
        Peer next = Peer.read(values);
        trunks.refused(pid, values.problems());
        if (!values.problems().isEmpty()) {
            values.problems().forEach(wrong -> log.error("{}", wrong));
            log.error("{} {}", pid, running.isEmpty() ? "waits for better" : "stays as it was");
        } else if (running.isEmpty() || !running.get().peer().equals(next)) {
            replace(next, properties);
        }
    }

    private void replace(Peer next, Map<String, Object> properties) {
        Optional<Running> former = running;
        Optional<PeerServers> known =
                former.filter(old -> old.peer().isWhere(next)).map(Running::servers);
        PeerServers servers = known.orElseGet(() -> trunks.servers(next));
        Optional<HealthCheck> watching =
                former.filter(old -> old.peer().isWatchedAs(next)).flatMap(Running::check);
        Optional<HealthCheck> check = watching.or(() -> trunks.watch(next, servers));
        PeerRole calls = trunks.role(next, servers, check);
        Dictionary<String, Object> role = new Hashtable<>();
        role.put(Callin.ROLE, ROLE);
        role.put(Constants.SERVICE_PID, properties.get(Constants.SERVICE_PID));
        role.put(Constants.SERVICE_RANKING, next.ranking());
        running = Optional.of(new Running(next, servers, check, context.registerService(SERVICES, calls, role)));
        trunks.put(next, servers, check, calls);
        former.ifPresent(old -> {
            old.registration().unregister();
            if (known.isEmpty()) {
                old.servers().close();
            }
            if (watching.isEmpty()) {
                old.check().ifPresent(HealthCheck::close);
            }
        });
        log.info("{} is {}{}", next.role(), next, next.enabled() ? "" : ", disabled");
    }

    @Deactivate
    void deactivate() {
        trunks.refused(pid, List.of());
        running.ifPresent(old -> {
            old.registration().unregister();
            old.check().ifPresent(HealthCheck::close);
            old.servers().close();
            trunks.remove(old.peer().role());
        });
    }
}
