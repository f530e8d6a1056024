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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Status;

/**
 * The sockets of one call's relay or echo: opened pair by pair as needed, all given back at once. It may be handed over from
 * one bundle that uses it to the next. Thread-safe.
 */
final class Holding implements AutoCloseable {
    /** So many ports that others hold are skipped before the search is given up: it is the call that waits. */
    private static final int ATTEMPTS = 64;

    private static final Logger log = LoggerFactory.getLogger(Holding.class);

    private final String callId;
    private final long id;
    private final Settings settings;
    private final PortPool pool;
    private final Loop loop;
    private final Map<Long, Holding> open;
    private final List<PortPair> pairs = new ArrayList<>();
    private MediaUser user;
    private Object served;
    private Optional<Long> heardWithoutUser = Optional.empty();
    private boolean closed;

    /**
     * @param id tells it from all others, in memories too
     * @param open where this holding stands by its id while it holds something
     */
    Holding(
            String callId,
            long id,
            MediaUser user,
            Settings settings,
            PortPool pool,
            Loop loop,
            Map<Long, Holding> open) {
        this.callId = callId;
        this.id = id;
        this.user = user;
        this.settings = settings;
        this.pool = pool;
        this.loop = loop;
        this.open = open;
    }

    String callId() {
        return callId;
    }

    /** Who uses it now. */
    synchronized MediaUser user() {
        return user;
    }

    /** Whose thread its packets are on. */
    Loop loop() {
        return loop;
    }

    synchronized List<PortPair> pairs() {
        return List.copyOf(pairs);
    }

    /** Sets the relay or echo that holds this. */
    synchronized void serves(Object relayOrEcho) {
        served = relayOrEcho;
    }

    synchronized Object served() {
        return served;
    }

    /** What a relay or an echo remembers, with what every memory has. */
    Map<String, Object> memory(String kind, Map<String, Object> values) {
        Map<String, Object> memory = new HashMap<>(values);
        memory.put(Memory.FORMAT_KEY, Memory.FORMAT);
        memory.put(Memory.KIND_KEY, kind);
        memory.put(Memory.ID_KEY, id);
        memory.put(Memory.LOOP_KEY, loop.number());
        return Map.copyOf(memory);
    }

    /** Hands it over; false where it has been closed. */
    synchronized boolean use(MediaUser next) {
        user = next;
        heardWithoutUser = Optional.empty();
        return !closed;
    }

    /** Closes it where its user is gone, and was gone at the last look, and nothing was heard in between. */
    synchronized void look() {
        if (!user.gone()) {
            return;
        }
        long heard = pairs.stream().mapToLong(PortPair::heard).sum();
        if (heardWithoutUser.equals(Optional.of(heard))) {
            log.warn("[{}] its media is closed, for nobody has come back for it", callId);
            close();
        }
        heardWithoutUser = Optional.of(heard);
    }

    /** Opens a pair again as it was; empty, with a warning in the log, where its ports cannot be had. */
    synchronized Optional<PortPair> reopen(PairMemory before) {
        if (!pool.take(callId, before.port())) {
            lost(before, "another call has it");
            return Optional.empty();
        }
        try {
            long now = loop.now();
            PortPair pair = bind(
                    new End(before.facing(), before.bound(), before.bound()),
                    before.stream(),
                    before.port(),
                    new Latch(settings.latch(), before.rtp(), now),
                    new Latch(settings.latch().forRtcp(), before.rtcp(), now));
            hold(pair);
            return Optional.of(pair);
        } catch (IOException e) {
            pool.give(List.of(before.port()));
            lost(before, e.getMessage());
            return Optional.empty();
        }
    }

    private void lost(PairMemory before, String why) {
        log.warn(
                "[{}] port {} at {} is lost, no media on stream {} facing {} before it is described again: {}",
                callId,
                before.port(),
                before.bound().getHostAddress(),
                before.stream(),
                before.facing(),
                why);
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
                    Latch.Policy latch = settings.latch();
                    PortPair pair = bind(end, stream, port.getAsInt(), new Latch(latch), new Latch(latch.forRtcp()));
                    busy.remove(attempt);
                    hold(pair);
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
            open.remove(id, this);
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

    private void hold(PortPair pair) {
        pairs.add(pair);
        open.put(id, this);
    }

    private PortPair bind(End end, int stream, int port, Latch latch, Latch rtcpLatch) throws IOException {
        List<DatagramChannel> channels = new ArrayList<>();
        try {
            channels.add(channel(end.bound(), port));
            channels.add(channel(end.bound(), port + 1));
            Lane rtp = new Lane(callId, port, channels.get(0), latch);
            Lane rtcp = new Lane(callId, port + 1, channels.get(1), rtcpLatch);
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
