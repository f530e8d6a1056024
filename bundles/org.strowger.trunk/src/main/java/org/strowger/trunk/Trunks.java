// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.strowger.api.call.Capacity;
import org.strowger.api.call.Load;
import org.strowger.api.call.Switchboard;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipClient;
import org.strowger.api.sip.SipResolver;

/**
 * What all trunks share: the thread and the way to the network by which peers are watched, the list of them, and what they think of their
 * configurations. Thread-safe.
 */
@Component(
        service = {Configured.class, Trunks.class},
        property = Configured.PIDS + "=" + Trunk.PID)
public final class Trunks implements Configured {
    private final Map<String, List<Problem>> byTrunk = new ConcurrentSkipListMap<>();
    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "strowger-trunks");
        thread.setDaemon(true);
        return thread;
    });
    private final RandomGenerator random = new SecureRandom();
    private final Groups groups;
    private volatile Optional<SipClient> client = Optional.empty();
    private volatile Optional<SipResolver> resolver = Optional.empty();
    private volatile Optional<DigestAuthenticator> digest = Optional.empty();
    private volatile Optional<Switchboard> switchboard = Optional.empty();

    /** A trunk that is here. */
    private record Entry(Peer peer, PeerServers servers, Optional<HealthCheck> check, PeerRole role) {}

    @Activate
    public Trunks(BundleContext context) {
        scheduler.setRemoveOnCancelPolicy(true);
        groups = new Groups(context, this::roles, random);
    }

    private List<PeerRole> roles() {
        return entries.values().stream().map(Entry::role).toList();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindClient(SipClient came) {
        client = Optional.of(came);
    }

    void unbindClient(SipClient gone) {
        if (client.filter(gone::equals).isPresent()) {
            client = Optional.empty();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindResolver(SipResolver came) {
        resolver = Optional.of(came);
    }

    void unbindResolver(SipResolver gone) {
        if (resolver.filter(gone::equals).isPresent()) {
            resolver = Optional.empty();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDigest(DigestAuthenticator came) {
        digest = Optional.of(came);
    }

    void unbindDigest(DigestAuthenticator gone) {
        if (digest.filter(gone::equals).isPresent()) {
            digest = Optional.empty();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSwitchboard(Switchboard came) {
        switchboard = Optional.of(came);
    }

    void unbindSwitchboard(Switchboard gone) {
        if (switchboard.filter(gone::equals).isPresent()) {
            switchboard = Optional.empty();
        }
    }

    @Deactivate
    void deactivate() {
        groups.close();
        scheduler.shutdownNow();
    }

    /** Finds out where a peer is. */
    PeerServers servers(Peer peer) {
        return new PeerServers(peer, () -> resolver, scheduler).begin();
    }

    /** Begins to watch a peer, where it is to be watched. */
    Optional<HealthCheck> watch(Peer peer, PeerServers servers) {
        return peer.enabled() && peer.health().isPresent()
                ? Optional.of(new HealthCheck(peer, servers::all, () -> client, scheduler))
                : Optional.empty();
    }

    /** A role for a peer's calls. */
    PeerRole role(Peer peer, PeerServers servers, Optional<HealthCheck> check) {
        return new PeerRole(
                peer,
                servers,
                new PeerRole.Desk(
                        flow -> check.map(health -> health.healthy(flow)).orElse(true), () -> digest, random));
    }

    /** A trunk is here, or is another. */
    void put(Peer peer, PeerServers servers, Optional<HealthCheck> check, PeerRole role) {
        entries.put(peer.role(), new Entry(peer, servers, check, role));
        groups.settle();
    }

    void remove(String role) {
        entries.remove(role);
        groups.settle();
    }

    /** A row for each server of each trunk, by name. */
    public Report report() {
        Report.Builder report = Report.columns(
                "trunk",
                "peer",
                "address",
                "state",
                "why",
                "server",
                "group",
                "callsIn",
                "callsOut",
                "refusedIn",
                "refusedOut");
        entries.values().forEach(entry -> rows(report, entry));
        return report.build();
    }

    private void rows(Report.Builder report, Entry entry) {
        Peer peer = entry.peer();
        List<Flow> flows = entry.servers().all();
        if (flows.isEmpty()) {
            String nowhere = peer.callable() ? "no address" : peer.host().isEmpty() ? "calls in" : "network";
            row(report, peer, Optional.empty(), peer.enabled() ? nowhere : "disabled", "");
        }
        for (Flow flow : flows) {
            String why = entry.check().map(check -> check.why(flow)).orElse("");
            row(report, peer, Optional.of(flow), state(entry, flow), why);
        }
    }

    private void row(Report.Builder report, Peer peer, Optional<Flow> server, String state, String why) {
        Optional<Load> in = switchboard.map(board -> board.load(Capacity.in(peer.role())));
        Optional<Load> out = switchboard.map(board -> board.load(Capacity.out(peer.role())));
        report.row(
                peer.role(),
                peer.toString(),
                server.map(Flow::host).orElse(null),
                state,
                why.isEmpty() ? null : why,
                server.map(Flow::toString).orElse(null),
                peer.group().map(Membership::group).orElse(null),
                in.map(Load::calls).orElse(null),
                out.map(Load::calls).orElse(null),
                in.map(Load::refused).orElse(null),
                out.map(Load::refused).orElse(null));
    }

    private static String state(Entry entry, Flow flow) {
        if (!entry.peer().enabled()) {
            return "disabled";
        }
        return entry.check().map(check -> check.healthy(flow) ? "up" : "down").orElse("not watched");
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Peer.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return byTrunk.values().stream().flatMap(List::stream).toList();
    }

    /** A trunk was given a configuration, or left: this is what it refuses of it. */
    void refused(String trunk, List<Problem> problems) {
        if (problems.isEmpty()) {
            byTrunk.remove(trunk);
        } else {
            byTrunk.put(trunk, problems);
        }
    }
}
