// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Status;

/** The sockets of one call's relay or echo: opened pair by pair as needed, all given back at once. Thread-safe. */
final class Holding implements AutoCloseable {
    /** So many ports that others hold are skipped before the search is given up: it is the call that waits. */
    private static final int ATTEMPTS = 64;

    private final String callId;
    private final Settings settings;
    private final PortPool pool;
    private final Loop loop;
    private final Set<Holding> open;
    private final List<PortPair> pairs = new ArrayList<>();
    private boolean closed;

    /** @param open where this holding stands while it holds something */
    Holding(String callId, Settings settings, PortPool pool, Loop loop, Set<Holding> open) {
        this.callId = callId;
        this.settings = settings;
        this.pool = pool;
        this.loop = loop;
        this.open = open;
    }

    String callId() {
        return callId;
    }

    synchronized List<PortPair> pairs() {
        return List.copyOf(pairs);
    }

    /** Opens a pair that faces one end of one stream. */
    synchronized PortPair open(End end, int stream) throws MediaException {
        if (closed) {
            throw unavailable("the call's media has been closed");
        }
        List<Integer> busy = new ArrayList<>();
        try {
            String where = end.bound().getHostAddress();
            BindException last = null;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                OptionalInt port = pool.take(callId);
                if (port.isEmpty()) {
                    break;
                }
                busy.add(port.getAsInt());
                try {
                    PortPair pair = bind(end, stream, port.getAsInt());
                    busy.remove(attempt);
                    pairs.add(pair);
                    open.add(this);
                    return pair;
                } catch (BindException e) {
                    last = e;
                } catch (IOException e) {
                    throw unavailable("no socket at " + where + ": " + e.getMessage());
                }
            }
            throw unavailable(
                    last == null
                            ? "no RTP port is free"
                            : "no RTP port can be bound at " + where + ": " + last.getMessage());
        } finally {
            pool.give(busy);
        }
    }

    /** Gives some pairs back before the end. */
    synchronized void release(Collection<PortPair> some) {
        pairs.removeAll(some);
        if (pairs.isEmpty()) {
            open.remove(this);
        }
        List<Lane> lanes = new ArrayList<>();
        some.forEach(pair -> lanes.addAll(List.of(pair.rtp(), pair.rtcp())));
        List<Integer> ports = some.stream().map(PortPair::port).toList();
        if (!ports.isEmpty()) {
            loop.retire(lanes, () -> pool.give(ports));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        release(pairs());
    }

    private PortPair bind(End end, int stream, int port) throws IOException {
        Latch.Policy latch = settings.latch();
        List<DatagramChannel> channels = new ArrayList<>();
        try {
            channels.add(channel(end.bound(), port));
            channels.add(channel(end.bound(), port + 1));
            Lane rtp = new Lane(callId, port, channels.get(0), new Latch(latch));
            Lane rtcp = new Lane(callId, port + 1, channels.get(1), new Latch(latch.forRtcp()));
            loop.add(List.of(rtp, rtcp));
            return new PortPair(end.name(), stream, end.bound(), rtp, rtcp);
        } catch (IOException | RuntimeException e) {
            for (DatagramChannel channel : channels) {
                channel.close();
            }
            throw e;
        }
    }

    private DatagramChannel channel(InetAddress bound, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                bound instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(bound, port));
            channel.setOption(StandardSocketOptions.IP_TOS, settings.dscp() << 2);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private MediaException unavailable(String why) {
        return new MediaException(Status.of(503), "[" + callId + "] " + why);
    }
}
