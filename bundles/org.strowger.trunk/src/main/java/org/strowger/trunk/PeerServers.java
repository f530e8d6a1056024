// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipResolver;
import org.strowger.api.sip.Transport;

/**
 * Where a peer is. An address needs nobody; a name is looked up beforehand, and again when what name servers said holds no longer, so that no call waits for them;
 * while none answers, what was known stays. Looks up on the scheduler, which has one thread; asked by any.
 */
final class PeerServers implements AutoCloseable {
    /** However short a name's answers hold, it is not asked for more often. */
    private static final Duration OFTEN = Duration.ofSeconds(5);

    private static final Duration RESOLVER_AWAY = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(PeerServers.class);

    private final Peer peer;
    private final Supplier<Optional<SipResolver>> resolver;
    private final ScheduledExecutorService scheduler;
    private volatile Known known = new Known(ServerSet.none(Duration.ZERO, "it has not been looked up yet"));
    private Optional<Future<?>> next = Optional.empty();
    private boolean complained;
    private boolean closed;

    /** What is known, and the addresses in it for calls in. */
    private record Known(ServerSet set, List<Flow> flows, Set<InetAddress> addresses) {
        Known(ServerSet set) {
            this(
                    set,
                    set.flows(),
                    set.flows().stream()
                            .flatMap(flow -> Network.literal(flow.host()).stream())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** @param resolver empty while it is away */
    PeerServers(Peer peer, Supplier<Optional<SipResolver>> resolver, ScheduledExecutorService scheduler) {
        this.peer = peer;
        this.resolver = resolver;
        this.scheduler = scheduler;
        // an address needs nobody
        peer.network().filter(Network::single).ifPresent(one -> known = new Known(at(peer, one)));
    }

    private static ServerSet at(Peer peer, Network one) {
        Transport transport = peer.transport().orElse(Transport.UDP);
        int port = peer.port() > 0 ? peer.port() : transport.defaultPort();
        Flow flow = new Flow(transport, one.address().getHostAddress(), port, "");
        return new ServerSet(List.of(new ServerSet.Server(0, 0, List.of(flow))), Duration.ZERO, "");
    }

    /** Begins to look up, where there is anything to be looked up. Returns at once. */
    PeerServers begin() {
        if (peer.network().isEmpty() && peer.callable()) {
            scheduler.execute(this::ask);
        }
        return this;
    }

    private void ask() {
        Optional<SipResolver> present = resolver.get();
        if (closed) {
            return;
        }
        if (present.isEmpty()) {
            again(RESOLVER_AWAY);
        } else {
            present.get().resolve(peer.uri(), peer.transport(), scheduler, this::found);
        }
    }

    private void found(ServerSet set) {
        if (closed) {
            return;
        }
        if (!set.servers().isEmpty()) {
            Known now = new Known(set);
            if (!now.flows().equals(known.flows())) {
                log.info("{}: {} is {}", peer.role(), peer.host(), now.flows());
            }
            known = now;
            complained = false;
        } else {
            if (!complained) {
                log.warn("{}: {}; known are {}", peer.role(), set.why(), known.flows());
            }
            complained = true;
        }
        Duration most = Duration.ofSeconds(peer.resolveSeconds());
        Duration least = set.fresh().compareTo(OFTEN) < 0 ? OFTEN : set.fresh();
        again(least.compareTo(most) < 0 ? least : most);
    }

    private void again(Duration in) {
        next = Optional.of(scheduler.schedule(this::ask, in.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether a call comes from there. */
    boolean contain(InetAddress source) {
        return peer.network().map(network -> network.contains(source)).orElseGet(() -> known.addresses()
                .contains(source));
    }

    /** Every way to it, the first first; none for a network, and for a name without an address. */
    List<Flow> all() {
        return known.flows();
    }

    /** The same, as priorities and weights have it for one call. */
    List<Flow> order(RandomGenerator random) {
        return known.set().order(random);
    }

    /** Returns at once. */
    @Override
    public void close() {
        scheduler.execute(() -> {
            closed = true;
            next.ifPresent(waiting -> waiting.cancel(false));
        });
    }
}
