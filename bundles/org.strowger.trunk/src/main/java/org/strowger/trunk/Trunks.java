// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.sip.SipClient;

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
    private volatile Optional<SipClient> client = Optional.empty();

    /** A trunk that is here. */
    private record Entry(Peer peer, PeerAddresses addresses, Optional<HealthCheck> check) {}

    public Trunks() {
        scheduler.setRemoveOnCancelPolicy(true);
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

    @Deactivate
    void deactivate() {
        scheduler.shutdownNow();
    }

    /** Begins to watch a peer, where it is to be watched. */
    Optional<HealthCheck> watch(Peer peer, PeerAddresses addresses) {
        return peer.enabled() && peer.health().isPresent()
                ? Optional.of(new HealthCheck(peer, addresses::all, () -> client, scheduler))
                : Optional.empty();
    }

    /** A trunk is here, or is another. */
    void put(Peer peer, PeerAddresses addresses, Optional<HealthCheck> check) {
        entries.put(peer.role(), new Entry(peer, addresses, check));
    }

    void remove(String role) {
        entries.remove(role);
    }

    /** A row for each address of each trunk, by name. */
    public Report report() {
        Report.Builder report = Report.columns("trunk", "peer", "address", "state", "why");
        entries.values().forEach(entry -> rows(report, entry));
        return report.build();
    }

    private static void rows(Report.Builder report, Entry entry) {
        Peer peer = entry.peer();
        List<InetAddress> addresses = entry.addresses().all();
        if (addresses.isEmpty()) {
            String state = !peer.enabled() ? "disabled" : peer.network().isPresent() ? "network" : "no address";
            report.row(peer.role(), peer.toString(), null, state, null);
        }
        for (InetAddress address : addresses) {
            String why = entry.check().map(check -> check.why(address)).orElse("");
            report.row(
                    peer.role(),
                    peer.toString(),
                    address.getHostAddress(),
                    state(entry, address),
                    why.isEmpty() ? null : why);
        }
    }

    private static String state(Entry entry, InetAddress address) {
        if (!entry.peer().enabled()) {
            return "disabled";
        }
        return entry.check()
                .map(check -> check.healthy(address) ? "up" : "down")
                .orElse("not watched");
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
