// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** One end of an RTP stream (RFC 3550): numbered packets of one byte's noise go out, and what comes in can be looked at. */
final class RtpEnd implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int FRAME = 160;
    private static final byte PCMA = 8;
    private static final Duration PACE = Duration.ofMillis(20);

    private final DatagramSocket socket;
    private final Peer local;
    private final byte noise;
    private final int ssrc;
    private short sequence;

    /** @param noise what its packets are full of, by which the other end knows them */
    RtpEnd(String host, int noise) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(host, FreePorts.next()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        this.local = new Peer(host, socket.getLocalPort());
        this.noise = (byte) noise;
        this.ssrc = noise * 0x01010101;
    }

    /** A packet that came. */
    record Heard(Peer from, byte noise) {}

    Peer local() {
        return local;
    }

    byte noise() {
        return noise;
    }

    /** Sends the next packet of its stream. */
    void send(Peer to) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + FRAME)
                .put((byte) 0x80)
                .put(PCMA)
                .putShort(sequence)
                .putInt(sequence * FRAME)
                .putInt(ssrc);
        while (packet.hasRemaining()) {
            packet.put(noise);
        }
        sequence++;
        try {
            InetAddress host = InetAddress.getByName(to.host());
            socket.send(new DatagramPacket(packet.array(), packet.capacity(), host, to.port()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next packet that comes in this time. */
    Optional<Heard> hear(Duration longest) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.setSoTimeout((int) Math.max(1, longest.toMillis()));
            socket.receive(packet);
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        byte heard = packet.getData()[packet.getLength() - 1];
        return Optional.of(new Heard(new Peer(packet.getAddress().getHostAddress(), packet.getPort()), heard));
    }

    /**
     * Two ends talk through a relay, at the pace of their packets, until each has heard so many of the other's; the test fails when
     * that takes too long.
     */
    static void converse(RtpEnd one, Peer onesWay, RtpEnd other, Peer othersWay, int packets, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        int heardByOne = 0;
        int heardByOther = 0;
        while (heardByOne < packets || heardByOther < packets) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(one.local + " sends to " + onesWay + ", " + other.local + " to " + othersWay
                        + ": the first hears " + heardByOne + " packets of the other's, the second " + heardByOther);
            }
            one.send(onesWay);
            other.send(othersWay);
            heardByOne += one.hears(other);
            heardByOther += other.hears(one);
        }
    }

    private int hears(RtpEnd other) {
        return hear(PACE).filter(packet -> packet.noise() == other.noise).isPresent() ? 1 : 0;
    }

    /** Throws away what has come so far. */
    void forget() {
        Optional<Heard> old;
        do {
            old = hear(PACE);
        } while (old.isPresent());
    }

    @Override
    public void close() {
        socket.close();
    }
}
