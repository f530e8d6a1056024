// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** One end of a call, in two sockets: every message that it sends is written here, and every one that it receives is looked at. */
final class Phone implements AutoCloseable {
    private static final String EXCHANGE = "127.0.0.1";
    private static final int LONGEST = 65_535;
    private static final String TRYING = "SIP/2.0 100 ";

    private final DatagramSocket signalling;
    private final DatagramSocket audio;
    private final int exchange;
    private final String user;
    private final String host;
    private final Set<String> heard = new HashSet<>();
    private final String tag = UUID.randomUUID().toString();

    /** The call that this phone makes. */
    private String dialled = "";

    private String callId = "";
    private String branch = "";

    Phone(String user, String host, int port, int exchange) {
        this.user = user;
        this.host = host;
        this.exchange = exchange;
        try {
            signalling = new DatagramSocket(new InetSocketAddress(host, port));
            audio = new DatagramSocket(new InetSocketAddress(host, 0));
            signalling.setSoTimeout((int) Await.BOUND.toMillis());
            audio.setSoTimeout((int) Await.BOUND.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a number. */
    void invite(String number) {
        dialled = "sip:" + number + "@" + EXCHANGE + ":" + exchange;
        callId = UUID.randomUUID() + "@" + host;
        branch = branch();
        request("INVITE", dialled, "<" + dialled + ">", 1, branch, sdp());
    }

    /** Acknowledges the answer to its call: a transaction of its own. */
    void ack(Message answer) {
        request("ACK", answer.contact(), answer.header("To"), 1, branch(), "");
    }

    /** Acknowledges that its call is refused: the end of the INVITE's transaction. */
    void ackRefusal(Message refusal) {
        request("ACK", dialled, refusal.header("To"), 1, branch, "");
    }

    /** Hangs up its call. */
    void bye(Message answer) {
        request("BYE", answer.contact(), answer.header("To"), 2, branch(), "");
    }

    private static String branch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private void request(String method, String uri, String to, int sequence, String via, String body) {
        send(String.join(
                "\r\n",
                method + " " + uri + " SIP/2.0",
                "Via: SIP/2.0/UDP " + host + ":" + signalling.getLocalPort() + ";rport;branch=" + via,
                "Max-Forwards: 70",
                "From: \"" + user + "\" <sip:" + user + "@" + host + ">;tag=" + tag,
                "To: " + to,
                "Call-ID: " + callId,
                "CSeq: " + sequence + " " + method,
                rest(body)));
    }

    /** Answers a request; a 200 to an INVITE takes the call. */
    void answer(Message request, String status) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.headers("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        String to = request.header("To");
        text.append("From: ").append(request.header("From"));
        text.append("\r\nTo: ").append(to).append(to.contains(";tag=") ? "" : ";tag=" + tag);
        text.append("\r\nCall-ID: ").append(request.header("Call-ID"));
        text.append("\r\nCSeq: ").append(request.header("CSeq")).append("\r\n");
        boolean takes = status.startsWith("200") && request.startLine().startsWith("INVITE");
        send(text.append(rest(takes ? sdp() : "")).toString());
    }

    private String rest(String body) {
        return "Contact: <sip:" + user + "@" + host + ":" + signalling.getLocalPort() + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String sdp() {
        return "v=0\r\no=" + user + " 1 1 IN IP4 " + host + "\r\ns=-\r\nc=IN IP4 " + host + "\r\nt=0 0\r\nm=audio "
                + audio.getLocalPort() + " RTP/AVP 0\r\n";
    }

    private void send(String text) {
        send(signalling, text.getBytes(StandardCharsets.UTF_8), exchange);
    }

    /** The next message, which must begin like this; what the exchange repeats, and that it is still at work, is passed over. */
    Message receives(String start) {
        String text;
        do {
            text = new String(receive(signalling, start), StandardCharsets.UTF_8);
        } while (!heard.add(text) || (text.startsWith(TRYING) && !start.equals(TRYING)));
        Message message = new Message(text);
        assertThat(message.startLine()).as("what %s receives", user).startsWith(start);
        return message;
    }

    /** Sends sound to a port. */
    void says(byte[] sound, int port) {
        send(audio, sound, port);
    }

    /** The next sound that comes. */
    byte[] hears() {
        return receive(audio, "sound");
    }

    int audioPort() {
        return audio.getLocalPort();
    }

    private static void send(DatagramSocket socket, byte[] bytes, int port) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] receive(DatagramSocket socket, String expected) {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(user + " waits for " + expected + " and hears nothing", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = new byte[packet.getLength()];
        System.arraycopy(packet.getData(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public void close() {
        signalling.close();
        audio.close();
    }
}
