// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One TCP connection to or from the exchange, with messages framed by Content-Length (RFC 3261 section 18.3). */
final class TcpPhone implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;

    /** Connects to the exchange. */
    TcpPhone(int exchange) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), exchange));
    }

    /** Takes a connection that the exchange made. */
    TcpPhone(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    int port() {
        return socket.getLocalPort();
    }

    String request(String method, int cseq, String callId, String toTag, String... more) {
        StringBuilder text = new StringBuilder(method + " sip:1002@127.0.0.1 SIP/2.0\r\n")
                .append("Via: SIP/2.0/TCP 127.0.0.1:5060;branch=")
                .append(Phone.branch())
                .append("\r\n")
                .append("From: <sip:1001@127.0.0.1>;tag=phone\r\n")
                .append("To: <sip:1002@127.0.0.1>")
                .append(toTag.isEmpty() ? "" : ";tag=" + toTag)
                .append("\r\n")
                .append("Call-ID: ")
                .append(callId)
                .append("\r\n")
                .append("CSeq: ")
                .append(cseq)
                .append(' ')
                .append(method)
                .append("\r\n")
                .append("Contact: <sip:1001@127.0.0.1:5060;transport=tcp>\r\n")
                .append("Max-Forwards: 70\r\n");
        String body = "";
        for (String line : more) {
            if (line.startsWith("v=0")) {
                body = line;
                text.append("Content-Type: application/sdp\r\n");
            } else {
                text.append(line).append("\r\n");
            }
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The next message that begins so, passing over others, within a bound. */
    Phone.Message await(String start) throws IOException {
        Phone.Message message = receive();
        while (!message.text().toUpperCase(Locale.ROOT).startsWith(start.toUpperCase(Locale.ROOT))) {
            message = receive();
        }
        return message;
    }

    private Phone.Message receive() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the exchange closed the connection after '" + head + "'");
            }
            if (head.length() > 0 || next != '\r' && next != '\n') {
                head.append((char) next);
            }
        }
        int length = Integer.parseInt(new Phone.Message(head.toString()).header("Content-Length"));
        return new Phone.Message(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Closes our half, and waits until the exchange has closed its own, within a bound. */
    void closeAndWait() throws IOException {
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
