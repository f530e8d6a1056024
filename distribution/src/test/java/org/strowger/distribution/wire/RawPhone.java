// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A socket without manners: sends any bytes, and gives what comes back. */
public abstract class RawPhone implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int LONGEST = 65_535;

    private final Peer local;
    private final Peer remote;

    private RawPhone(Peer local, Peer remote) {
        this.local = local;
        this.remote = remote;
    }

    static RawPhone udp(Peer local, Peer remote) {
        try {
            return new Udp(new DatagramSocket(new InetSocketAddress(local.host(), local.port())), local, remote);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static RawPhone tcp(Peer local, Peer remote) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(local.host(), local.port()));
            socket.connect(new InetSocketAddress(remote.host(), remote.port()), (int) SOON.toMillis());
            return new Tcp(socket, "TCP", local, remote);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A connection that is up, by TLS; of either side. */
    static RawPhone tls(Socket socket) {
        return new Tcp(
                socket,
                "TLS",
                new Peer(socket.getLocalAddress().getHostAddress(), socket.getLocalPort()),
                new Peer(socket.getInetAddress().getHostAddress(), socket.getPort()));
    }

    public Peer local() {
        return local;
    }

    public Peer remote() {
        return remote;
    }

    /** UDP, TCP or TLS, as a Via has it. */
    public abstract String transport();

    abstract void write(byte[] bytes) throws IOException;

    abstract Optional<String> read(int millis) throws IOException;

    /** Sends these bytes as they are: one datagram, or a part of the stream. */
    public void send(byte[] bytes) {
        try {
            write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As {@link #send(byte[])}. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message that comes in this time; empty when none does, or the other side has closed. */
    public Optional<Message> receive(Duration bound) {
        try {
            return read((int) Math.max(1, bound.toMillis())).map(Message::parse);
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next request of this method; other messages are passed over. */
    public Message awaitRequest(String method) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Message message = left.isNegative() ? null : receive(left).orElse(null);
            if (message == null) {
                throw new AssertionError("no " + method + " at " + local + " within " + SOON.toSeconds() + " s");
            }
            if (!message.isResponse() && message.method().equals(method)) {
                return message;
            }
        }
    }

    /** Sends a request and returns its final answer; other messages are passed over. */
    public Message ask(Request request) {
        send(request.text(this));
        return answerTo(request);
    }

    /** The final answer to a request that was sent. */
    public Message answerTo(Request request) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<Message> message = left.isNegative() ? Optional.empty() : receive(left);
            if (message.isEmpty()) {
                throw new AssertionError("no answer within " + SOON.toSeconds() + " s to\n" + request.text(this));
            }
            if (message.get().status() >= 200 && request.isAnsweredBy(message.get())) {
                return message.get();
            }
        }
    }

    @Override
    public abstract void close();

    private static final class Udp extends RawPhone {
        private final DatagramSocket socket;

        Udp(DatagramSocket socket, Peer local, Peer remote) {
            super(local, remote);
            this.socket = socket;
        }

        @Override
        public String transport() {
            return "UDP";
        }

        @Override
        void write(byte[] bytes) throws IOException {
            InetAddress host = InetAddress.getByName(remote().host());
            socket.send(new DatagramPacket(bytes, bytes.length, host, remote().port()));
        }

        @Override
        Optional<String> read(int millis) throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            socket.setSoTimeout(millis);
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static final class Tcp extends RawPhone {
        private final Socket socket;
        private final String transport;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        Tcp(Socket socket, String transport, Peer local, Peer remote) {
            super(local, remote);
            this.socket = socket;
            this.transport = transport;
        }

        @Override
        public String transport() {
            return transport;
        }

        @Override
        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        @Override
        Optional<String> read(int millis) throws IOException {
            InputStream in = socket.getInputStream();
            long deadline = System.nanoTime() + millis * 1_000_000L;
            while (true) {
                Optional<String> message = Framing.first(pending);
                if (message.isPresent()) {
                    return message;
                }
                socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                byte[] buffer = new byte[LONGEST];
                int length = in.read(buffer);
                if (length < 0) {
                    return Optional.empty();
                }
                pending.write(buffer, 0, length);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
