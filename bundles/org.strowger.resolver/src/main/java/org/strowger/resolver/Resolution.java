// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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
import org.strowger.api.audit.Table;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.api.sip.SipResolver;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.hosts.HostsFileParser;

/** The resolver's service. Nobody who calls it waits. */
@Component(
        service = {SipResolver.class, Configured.class, Audited.class, Resolution.class},
        configurationPid = Resolution.PID,
        property = Configured.PIDS + "=" + Resolution.PID)
@Designate(ocd = Settings.Config.class)
public final class Resolution implements SipResolver, Configured, Audited {
    static final String PID = "org.strowger.resolver";

    private static final Logger log = LoggerFactory.getLogger(Resolution.class);

    /** How soon another list of name servers in the system is seen. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** How long an operator waits for an answer. */
    private static final Duration CONSOLE = Duration.ofSeconds(15);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "strowger-resolver");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<SipEndpoint> endpoint = Optional.empty();
    private volatile List<Problem> refused = List.of();
    private volatile Asked asked;

    /** Whom we ask, and what they have said. */
    private record Asked(Settings settings, List<InetSocketAddress> servers, Known known) {}

    @Activate
    public Resolution(Map<String, Object> properties) {
        use(Settings.read(new Values(PID, Map.of())));
        modified(properties);
        var unused = executor.scheduleWithFixedDelay(this::look, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    /** Takes a configuration; a bad value leaves what was in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        Settings next = Settings.read(values);
        refused = values.problems();
        if (!refused.isEmpty()) {
            refused.forEach(problem -> log.error("{}; what was in force stays", problem));
        } else if (!next.equals(asked.settings())) {
            use(next);
        }
    }

    private void use(Settings settings) {
        List<InetSocketAddress> servers = settings.servers().isEmpty() ? system() : settings.servers();
        Dns network = new NameServers(servers, settings.patience(), settings.tries(), executor);
        Dns hosts = new Hosts(new HostsFileParser(), network, executor);
        asked = new Asked(settings, servers, new Known(hosts, Clock.systemUTC(), settings.cache()));
        log.info("names are looked up at {}", servers);
    }

    private static List<InetSocketAddress> system() {
        ResolverConfig.refresh();
        return ResolverConfig.getCurrentConfig().servers();
    }

    private void look() {
        Settings settings = asked.settings();
        if (settings.servers().isEmpty() && !system().equals(asked.servers())) {
            use(settings);
        }
    }

    @Deactivate
    void deactivate() {
        executor.shutdownNow();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEndpoint(SipEndpoint came) {
        endpoint = Optional.of(came);
    }

    void unbindEndpoint(SipEndpoint gone) {
        if (endpoint.filter(gone::equals).isPresent()) {
            endpoint = Optional.empty();
        }
    }

    // ---- the service

    @Override
    public void resolve(SipUri uri, Optional<Transport> transport, Executor teller, Consumer<? super ServerSet> found) {
        locate(uri, transport).whenComplete((set, fault) -> {
            ServerSet told = fault == null ? set : ServerSet.none(Duration.ofSeconds(5), String.valueOf(fault));
            tell(teller, () -> found.accept(told));
        });
    }

    private CompletableFuture<ServerSet> locate(SipUri uri, Optional<Transport> transport) {
        Ways ways = endpoint.map(sip -> Ways.of(sip.listeners())).orElse(Ways.ANY);
        return Location.of(uri, transport, asked.known(), ways);
    }

    private static void tell(Executor teller, Runnable news) {
        try {
            teller.execute(news);
        } catch (RejectedExecutionException gone) {
            log.debug("whoever asked has stopped", gone);
        }
    }

    /**
     * A row for each way to each server of a URI; waits for name servers.
     *
     * @throws IllegalArgumentException saying what is wrong with the URI, or why there is no server
     */
    public Report report(String text, Optional<Transport> transport) {
        SipUri uri = SipUri.parse(text.matches("(?i)sips?:.*") ? text : "sip:" + text);
        ServerSet set = await(locate(uri, transport));
        if (set.servers().isEmpty()) {
            throw new IllegalArgumentException(set.why());
        }
        Report.Builder report = Report.columns("priority", "weight", "server", "goodFor");
        for (ServerSet.Server server : set.servers()) {
            for (Flow flow : server.flows()) {
                report.row(
                        server.priority(),
                        server.weight(),
                        flow.toString(),
                        set.fresh().toSeconds());
            }
        }
        return report.build();
    }

    private static ServerSet await(CompletableFuture<ServerSet> located) {
        try {
            return located.get(CONSOLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            throw new IllegalArgumentException("no name server answers", failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted", stop);
        }
    }

    // ---- for an operator

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Settings.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }

    @Override
    public String subject() {
        return "resolver";
    }

    @Override
    public List<Table> tables() {
        Known known = asked.known();
        return List.of(
                new Table("answers", known.size(), known.most(), false, Set.of()),
                new Table("questions", known.open(), Known.OPEN, false, Set.of()));
    }
}
