// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP socket: what it hears passes its latch and goes where the call wants it; what it sends goes where the latch
 * says. Packets are the business of one loop's thread. The socket is not connected, so that a phone whose NAT binding
 * changes is still heard and an intruder is counted; Java 17 keeps the last address, so that this allocates nothing.
 */
final class Lane {
    /** What is counted. */
    enum Count {
        PACKETS_IN,
        BYTES_IN,
        PACKETS_OUT,
        BYTES_OUT,
        /** From a source that the latch refuses. */
        STRANGERS,
        /** Neither RTP nor RTCP where these are expected. */
        GARBAGE,
        /** The network did not take it. */
        UNSENT
    }

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** So many packets before the next socket's turn. */
    private static final int BURST = 16;

    private final String callId;
    private final int port;
    private final DatagramChannel channel;
    private final Latch latch;
    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
    private volatile Consumer<ByteBuffer> listener = packet -> {};

    Lane(String callId, int port, DatagramChannel channel, Latch latch) {
        this.callId = callId;
        this.port = port;
        this.channel = channel;
        this.latch = latch;
    }

    int port() {
        return port;
    }

    DatagramChannel channel() {
        return channel;
    }

    Latch latch() {
        return latch;
    }

    long count(Count what) {
        return counts.get(what.ordinal());
    }

    /** Sets who gets the packets; the buffer is theirs until they return. */
    void listen(Consumer<ByteBuffer> taker) {
        listener = taker;
    }

    /** Takes what has come. */
    void read(ByteBuffer buffer, long now) throws IOException {
        for (int i = 0; i < BURST; i++) {
            buffer.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
            if (from == null) {
                return;
            }
            buffer.flip();
            switch (latch.hear(from, buffer, now)) {
                case TAKEN -> {
                    add(Count.PACKETS_IN, 1);
                    add(Count.BYTES_IN, buffer.remaining());
                    listener.accept(buffer);
                }
                case STRANGER -> add(Count.STRANGERS, 1);
                case GARBAGE -> add(Count.GARBAGE, 1);
            }
        }
    }

    /** Sends a packet to the far end, if there is one that wants it. */
    void send(ByteBuffer packet) {
        InetSocketAddress target = latch.target();
        if (target == null) {
            return;
        }
        int length = packet.remaining();
        try {
            if (channel.send(packet, target) == length) {
                add(Count.PACKETS_OUT, 1);
                add(Count.BYTES_OUT, length);
            } else {
                add(Count.UNSENT, 1);
            }
        } catch (ClosedChannelException e) {
            add(Count.UNSENT, 1);
        } catch (IOException | UnsupportedAddressTypeException e) {
            if (count(Count.UNSENT) == 0) {
                log.warn("[{}] port {} cannot send to {}: {}", callId, port, target, e.toString());
            }
            add(Count.UNSENT, 1);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("[{}] port {} did not close: {}", callId, port, e.toString());
        }
    }

    @Override
    public String toString() {
        return "[" + callId + "] port " + port;
    }

    /** There is one writer, the loop's thread, so that no atomic addition is needed. */
    private void add(Count what, long amount) {
        counts.lazySet(what.ordinal(), counts.get(what.ordinal()) + amount);
    }
}
