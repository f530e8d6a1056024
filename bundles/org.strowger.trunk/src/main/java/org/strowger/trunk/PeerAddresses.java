// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Network;

/**
 * Where a peer is. A name is looked up on a thread of its own, at once and then every so often, so that no call waits for a name
 * server; while none answers, the last known addresses stay.
 */
final class PeerAddresses implements AutoCloseable {
    /** Asks a name server; may take its time. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String name) throws UnknownHostException;
    }

    private static final Logger log = LoggerFactory.getLogger(PeerAddresses.class);

    private final Peer peer;
    private final Lookup lookup;
    private final Optional<ScheduledExecutorService> scheduler;
    private volatile List<InetAddress> known = List.of();
    private boolean complained;

    private PeerAddresses(Peer peer, Lookup lookup, Optional<ScheduledExecutorService> scheduler) {
        this.peer = peer;
        this.lookup = lookup;
        this.scheduler = scheduler;
    }

    static PeerAddresses of(Peer peer) {
        return peer.network().isPresent()
                ? fixed(peer)
                : of(peer, InetAddress::getAllByName, Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "strowger-" + peer.role());
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    private static PeerAddresses fixed(Peer peer) {
        PeerAddresses addresses = new PeerAddresses(peer, InetAddress::getAllByName, Optional.empty());
        peer.network().filter(Network::single).ifPresent(one -> addresses.known = List.of(one.address()));
        return addresses;
    }

    static PeerAddresses of(Peer peer, Lookup lookup, ScheduledExecutorService scheduler) {
        PeerAddresses addresses = new PeerAddresses(peer, lookup, Optional.of(scheduler));
        var unused = scheduler.scheduleWithFixedDelay(addresses::resolve, 0, peer.resolveSeconds(), TimeUnit.SECONDS);
        return addresses;
    }

    private void resolve() {
        try {
            List<InetAddress> found = List.of(lookup.all(peer.host()));
            if (!found.equals(known)) {
                log.info("{}: {} is {}", peer.role(), peer.host(), found);
            }
            known = found;
            complained = false;
        } catch (UnknownHostException unknown) {
            if (!complained) {
                log.warn(
                        "{}: {} has no address ({}); known are {}, tried again every {} s",
                        peer.role(),
                        peer.host(),
                        unknown.getMessage(),
                        known,
                        peer.resolveSeconds());
            }
            complained = true;
        }
    }

    boolean contain(InetAddress source) {
        return peer.network().map(network -> network.contains(source)).orElseGet(() -> known.contains(source));
    }

    /** Where to call, the first first; none for a network, and for a name without an address. */
    List<InetAddress> all() {
        return known;
    }

    @Override
    public void close() {
        scheduler.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}
