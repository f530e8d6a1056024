// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.sip.Body;

/** The media end of a phone on loopback: one socket, and a description of it. */
final class Phone implements AutoCloseable {
    /** The exchange's address, another in each run, so that two runs on one machine do not want the same ports. */
    static final String EXCHANGE = "127." + digit() + "." + digit() + "." + digit();

    private static final int PATIENCE_MILLIS = 5_000;

    private final int ssrc;
    private final String host;
    private final DatagramSocket socket;
    private int sequence = 100;

    Phone(String host, int ssrc) throws IOException {
        this.host = host;
        this.ssrc = ssrc;
        this.socket = new DatagramSocket(new InetSocketAddress(host, 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    int port() {
        return socket.getLocalPort();
    }

    LegAddresses addresses() {
        String ours = host.indexOf(':') < 0 ? EXCHANGE : "::1";
        return new LegAddresses(host, ours, ours);
    }

    Body sdp() {
        return sdp("IN IP4 " + host, "a=sendrecv");
    }

    Body sdp(String connection, String direction) {
        return Body.sdp(String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=" + connection,
                "t=0 0",
                "m=audio " + port() + " RTP/AVP 8 101",
                "a=rtpmap:101 telephone-event/8000",
                direction,
                ""));
    }

    /** A description with these formats and further lines. */
    Body offer(String formats, String... lines) {
        return Body.sdp(String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 127.0.0.1",
                        "s=-",
                        "c=IN IP4 " + host,
                        "t=0 0",
                        "m=audio " + port() + " RTP/AVP " + formats,
                        "")
                + String.join("\r\n", lines)
                + "\r\n");
    }

    void send(int port, String payload) {
        send(EXCHANGE, port, payload);
    }

    void send(String to, int port, String payload) {
        send(to, port, Packets.rtp(ssrc, sequence++, payload));
    }

    void send(String to, int port, ByteBuffer packet) {
        try {
            socket.send(new DatagramPacket(packet.array(), packet.limit(), InetAddress.getByName(to), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet, which must come. */
    ByteBuffer packet() {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            socket.receive(packet);
            return ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet, to be kept. */
    ByteBuffer copy() {
        ByteBuffer packet = packet();
        return ByteBuffer.allocate(packet.remaining()).put(packet).flip();
    }

    /** What has come already. */
    List<ByteBuffer> rest() {
        List<ByteBuffer> rest = new ArrayList<>();
        try {
            socket.setSoTimeout(50);
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
                socket.receive(packet);
                rest.add(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
            }
        } catch (SocketTimeoutException e) {
            return rest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            setPatience();
        }
    }

    /** Forgets what has come, until nothing comes. */
    void drain() {
        rest();
    }

    /** The payload of the next packet, which must come. */
    String hear() {
        ByteBuffer packet = packet();
        return new String(packet.array(), 12, packet.limit() - 12, StandardCharsets.US_ASCII);
    }

    /** What has come already, if anything. */
    Optional<String> heard() {
        try {
            socket.setSoTimeout(1);
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 12, packet.getLength() - 12, StandardCharsets.US_ASCII));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            setPatience();
        }
    }

    /** The port in the first m= line of a description. */
    static int port(Body sdp) {
        return Integer.parseInt(sdp.text()
                .lines()
                .filter(line -> line.startsWith("m="))
                .findFirst()
                .orElseThrow()
                .split(" ")[1]);
    }

    @Override
    public void close() {
        socket.close();
    }

    private static int digit() {
        return ThreadLocalRandom.current().nextInt(20, 250);
    }

    private void setPatience() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
