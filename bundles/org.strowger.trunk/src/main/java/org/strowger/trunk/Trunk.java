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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
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
@Designate(ocd = Trunk.Config.class, factory = true)
public final class Trunk {
    static final String PID = "org.strowger.trunk";

    /** The role's kind. */
    static final String ROLE = "trunk";

    @ObjectClassDefinition(
            name = "Strowger trunk",
            description =
                    "A peer that is known by its address: calls come in from it unchallenged, and go out to it where a"
                            + " route names it.")
    @interface Config {
        @AttributeDefinition(
                name = "Host",
                description = "The peer: a numeric address, a name that is looked up at activation and then every"
                        + " resolve.interval, or a network such as 192.0.2.0/24, from which calls can only come in."
                        + " Required.")
        String host() default "";

        @AttributeDefinition(
                name = "Port",
                description =
                        "The peer's port, from 1 to 65535, or 0 for none: calls in may then come from any port, and"
                                + " calls out go to 5060, by TLS to 5061. Not compared where a call comes in over a connection. Default 0.",
                min = "0",
                max = "65535")
        int port() default 0;

        @AttributeDefinition(
                name = "Transport",
                description = "udp, tcp or tls. Empty, the default: calls in come by any, and calls out go by udp.",
                options = {
                    @Option(label = "any in, UDP out", value = ""),
                    @Option(label = "UDP", value = "udp"),
                    @Option(label = "TCP", value = "tcp"),
                    @Option(label = "TLS", value = "tls")
                })
        String transport() default "";

        @AttributeDefinition(
                name = "Domain",
                description =
                        "The host in the From of calls out. Empty, the default: our own address as the peer sees it.")
        String domain() default "";

        @AttributeDefinition(name = "Enabled", description = "Whether calls go to and fro. Default true.")
        boolean enabled() default true;

        @AttributeDefinition(
                name = "Service ranking",
                description =
                        "Among callers and roles that fit, the highest decides. A host adds 4 to it, a port 2, a transport"
                                + " 1, so that the more exact trunk is asked first. Default 100, any integer.")
        int service_ranking() default 100;

        @AttributeDefinition(
                name = "Resolve interval",
                description = "Seconds after which a host's name is looked up again. Default 300, from 10 to 86400.",
                min = "10",
                max = "86400")
        int resolve_interval() default 300;

        @AttributeDefinition(
                name = "Health interval",
                description = "Seconds from one OPTIONS to the next, by which it is known whether the peer is there."
                        + " Default 0: it is not asked, and called at any time; to 3600.",
                min = "0",
                max = "3600")
        int health_interval() default 0;

        @AttributeDefinition(
                name = "Health down",
                description = "So many failures in a row, and no call goes there. Default 3, from 1 to 100.",
                min = "1",
                max = "100")
        int health_down() default 3;

        @AttributeDefinition(
                name = "Health up",
                description = "So many successes in a row, and calls go there again. Default 2, from 1 to 100.",
                min = "1",
                max = "100")
        int health_up() default 2;

        String webconsole_configurationFactory_nameHint() default "{service.pid} {host}:{port}";
    }

    private static final Logger log = LoggerFactory.getLogger(Trunk.class);
    private static final String[] SERVICES = {Callin.class.getName(), Callout.class.getName()};

    private final BundleContext context;
    private final Trunks trunks;
    private String pid = PID;
    private Optional<Running> running = Optional.empty();

    /** A role that is registered. */
    private record Running(
            Peer peer, PeerAddresses addresses, Optional<HealthCheck> check, ServiceRegistration<?> registration) {}

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
        Optional<PeerAddresses> known = former.filter(old ->
                        old.peer().host().equals(next.host()) && old.peer().resolveSeconds() == next.resolveSeconds())
                .map(Running::addresses);
        PeerAddresses addresses = known.orElseGet(() -> PeerAddresses.of(next));
        Optional<HealthCheck> watching =
                former.filter(old -> old.peer().isWatchedAs(next)).flatMap(Running::check);
        Optional<HealthCheck> check = watching.or(() -> trunks.watch(next, addresses));
        trunks.put(next, addresses, check);
        Dictionary<String, Object> role = new Hashtable<>();
        role.put(Callin.ROLE, ROLE);
        role.put(Constants.SERVICE_PID, properties.get(Constants.SERVICE_PID));
        role.put(Constants.SERVICE_RANKING, next.ranking());
        PeerRole calls = new PeerRole(next, addresses, address -> check.map(health -> health.healthy(address))
                .orElse(true));
        running = Optional.of(new Running(next, addresses, check, context.registerService(SERVICES, calls, role)));
        former.ifPresent(old -> {
            old.registration().unregister();
            if (known.isEmpty()) {
                old.addresses().close();
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
            old.addresses().close();
            trunks.remove(old.peer().role());
        });
    }
}
