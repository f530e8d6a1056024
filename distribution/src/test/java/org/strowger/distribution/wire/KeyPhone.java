// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The audio of a phone with keys: what it hears is kept, packet by packet, and keys are pressed by RFC 4733. */
final class KeyPhone implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int FRAME = 160;
    private static final int EVENT = 101;
    private static final int REPORTS = 8;
    private static final String KEYS = "0123456789*#ABCD";

    private final DatagramSocket socket;
    private final List<byte[]> heard = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Random random = new Random(1);
    private int sequence;
    private int moment;

    KeyPhone(String host) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(host, FreePorts.next()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread ear = new Thread(this::listen, "key phone");
        ear.setDaemon(true);
        ear.start();
    }

    Peer local() {
        return new Peer(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
    }

    private void listen() {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (packet.getLength() == HEADER + FRAME && (buffer[1] & 0x7F) == 8) {
                    byte[] payload = new byte[FRAME];
                    System.arraycopy(buffer, HEADER, payload, 0, FRAME);
                    synchronized (heard) {
                        heard.add(payload);
                        times.add(System.nanoTime());
                    }
                }
            } catch (IOException over) {
                return;
            }
        }
    }

    /** Forgets what it has heard. */
    void forget() {
        synchronized (heard) {
            heard.clear();
            times.clear();
        }
    }

    int packets() {
        synchronized (heard) {
            return heard.size();
        }
    }

    /** A-law, all that was heard. */
    byte[] audio() {
        synchronized (heard) {
            ByteBuffer all = ByteBuffer.allocate(heard.size() * FRAME);
            heard.forEach(all::put);
            return all.array();
        }
    }

    /** Presses a key: eight packets, 20 ms apart, the last three its end. Two of a hundred are lost, where that is wanted. */
    void press(Peer to, char key, boolean lossy) {
        for (int i = 1; i <= REPORTS; i++) {
            ByteBuffer packet = ByteBuffer.allocate(HEADER + 4)
                    .put((byte) 0x80)
                    .put((byte) (EVENT | (i == 1 ? 0x80 : 0)))
                    .putShort((short) sequence++)
                    .putInt(moment)
                    .putInt(4711)
                    .put((byte) KEYS.indexOf(key))
                    .put((byte) (i > REPORTS - 3 ? 0x8A : 10))
                    .putShort((short) (FRAME * Math.min(i, REPORTS - 2)));
            if (!lossy || random.nextInt(50) > 0) {
                send(packet, to);
            }
        }
        moment += 20 * FRAME;
    }

    private void send(ByteBuffer packet, Peer to) {
        try {
            socket.send(
                    new DatagramPacket(packet.array(), packet.capacity(), InetAddress.getByName(to.host()), to.port()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
