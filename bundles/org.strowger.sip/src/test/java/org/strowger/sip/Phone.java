// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A phone of text and one UDP socket on loopback: it knows no SIP but what the test tells it. */
final class Phone implements AutoCloseable {
    /** A message as it came, and what of it a test asks for. */
    record Message(String text) {
        String first() {
            return text.substring(0, text.indexOf("\r\n"));
        }

        /** The values of a header, one for each line. */
        List<String> all(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        String header(String name) {
            List<String> values = all(name);
            assertThat(values).as(name + " of " + text).isNotEmpty();
            return values.get(0);
        }

        String toTag() {
            String to = header("To");
            int tag = to.indexOf(";tag=");
            return tag < 0 ? "" : to.substring(tag + 5);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final int PATIENCE_MILLIS = 5_000;

    private final DatagramSocket socket;
    private final int exchange;

    Phone(int exchange) throws IOException {
        this.exchange = exchange;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    int port() {
        return socket.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    static String branch() {
        return "z9hG4bK-test-" + NUMBERS.incrementAndGet();
    }

    /** A request of its own: Via, From, Call-ID and CSeq as given, To with the tag where there is one. */
    String request(String method, int cseq, String branch, String callId, String toTag, String... more) {
        return request(method, "sip:1002@127.0.0.1:" + exchange, cseq, branch, callId, toTag, more);
    }

    String request(String method, String uri, int cseq, String branch, String callId, String toTag, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                method + " " + uri + " SIP/2.0",
                "Via: SIP/2.0/UDP " + address() + ";rport;branch=" + branch,
                "From: <sip:1001@127.0.0.1>;tag=phone",
                "To: <sip:1002@127.0.0.1>" + (toTag.isEmpty() ? "" : ";tag=" + toTag),
                "Call-ID: " + callId,
                "CSeq: " + cseq + " " + method,
                "Contact: <sip:1001@" + address() + ">",
                "Max-Forwards: 70"));
        return finished(lines, more);
    }

    /** An answer to a request that came. */
    String response(Message request, String status, String toTag, String... more) {
        List<String> lines = new ArrayList<>();
        lines.add("SIP/2.0 " + status);
        request.all("Via").forEach(via -> lines.add("Via: " + via));
        lines.add("From: " + request.header("From"));
        String to = request.header("To");
        lines.add("To: " + to + (to.contains(";tag=") || toTag.isEmpty() ? "" : ";tag=" + toTag));
        lines.add("Call-ID: " + request.header("Call-ID"));
        lines.add("CSeq: " + request.header("CSeq"));
        lines.add("Contact: <sip:1002@" + address() + ">");
        return finished(lines, more);
    }

    private static String finished(List<String> lines, String... more) {
        String body = "";
        for (String line : more) {
            if (line.startsWith("v=0")) {
                body = line;
                lines.add("Content-Type: application/sdp");
            } else {
                lines.add(line);
            }
        }
        lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), exchange));
    }

    /** The next message, within a bound. */
    Message receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new Message(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }

    /** The next message, if one comes so soon. */
    Optional<Message> receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return Optional.of(receive());
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** The next message that begins so, passing over others. */
    Message await(String start) throws IOException {
        List<String> others = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            Message message;
            try {
                message = receive();
            } catch (SocketTimeoutException silence) {
                break;
            }
            if (message.text().toUpperCase(Locale.ROOT).startsWith(start.toUpperCase(Locale.ROOT))) {
                return message;
            }
            others.add(message.first());
        }
        throw new AssertionError("no '" + start + "' came, but " + others);
    }

    /** Asserts that nothing that begins so comes within a while. */
    void hearsNo(String start, int millis) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000L;
        try {
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
                assertThat(receive().text()).doesNotStartWith(start);
            }
        } catch (SocketTimeoutException silence) {
            assertThat(silence).isNotNull();
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
