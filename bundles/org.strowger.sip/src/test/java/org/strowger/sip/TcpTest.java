// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

class TcpTest extends EndpointFixture {
    private static final Cause OVER = Cause.of(Cause.By.US, 200);

    private Port tcp;
    private String callId;

    @BeforeEach
    void aListener() throws IOException {
        if (tcp == null) {
            tcp = endpoint.sockets().open(new ListenerSpec("tcp", Transport.TCP, "127.0.0.1", freePort(), ""));
        }
        callId = Phone.branch();
    }

    @AfterEach
    void over() {
        noCallIsLeft();
    }

    private TcpPhone phone() throws IOException {
        return new TcpPhone(tcp.portNumber());
    }

    /** A call from this phone, answered and acknowledged. */
    private Heard answered(TcpPhone phone) throws Exception {
        phone.send(phone.request("INVITE", 1, callId, "", SDP.text()));
        Heard a = offered();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        Phone.Message ok = phone.await("SIP/2.0 200");
        assertThat(ok.header("Contact")).contains(";transport=tcp");
        phone.send(phone.request("ACK", 1, callId, ok.toTag()));
        a.next(LegEvent.Confirmed.class);
        return a;
    }

    @Test
    void ourByeGoesByTheConnectionThatThePhoneMade() throws Exception {
        try (TcpPhone phone = phone()) {
            Heard a = answered(phone);
            a.run(leg -> leg.hangup(OVER));
            Phone.Message bye = phone.await("BYE");
            assertThat(bye.first()).isEqualTo("BYE sip:1001@127.0.0.1:5060;transport=tcp SIP/2.0");
            phone.send(bye.text()
                    .replaceFirst("BYE [^\r]*", "SIP/2.0 200 OK")
                    .replaceFirst("Max-Forwards: [^\r]*\r\n", ""));
            nothingIsLeft();
        }
    }

    /** A call to this server, that refuses it, on the connection that it comes by. */
    private void refused(Heard b, TcpPhone phone) throws Exception {
        try {
            Phone.Message invite = phone.await("INVITE");
            assertThat(invite.header("Via")).startsWith("SIP/2.0/TCP 127.0.0.1:" + tcp.portNumber());
            phone.send(answer(invite, "486 Busy Here", "b"));
            phone.await("ACK");
            assertThat(b.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(486);
        } finally {
            b.run(leg -> leg.hangup(OVER));
        }
    }

    private Heard calling(ServerSocket server) throws IOException {
        server.setSoTimeout(5_000);
        return calling(new Flow(Transport.TCP, "127.0.0.1", server.getLocalPort(), "tcp"), Optional.of(SDP));
    }

    @Test
    void aCallOutGoesByANewConnectionAndItsFirstRequestIsNotLost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Heard b = calling(server);
            try (TcpPhone phone = new TcpPhone(server.accept())) {
                refused(b, phone);
            }
        }
    }

    @Test
    void aPhoneBehindAForkThatAnswersAfterTheRefusalIsEnded() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Heard b = calling(server);
            try (TcpPhone phone = new TcpPhone(server.accept())) {
                Phone.Message invite = phone.await("INVITE");
                phone.send(answer(invite, "486 Busy Here", "b1"));
                phone.await("ACK");
                b.next(LegEvent.Ended.class);
                nothingIsLeft();
                phone.send(answer(invite, "200 OK", "b2"));
                assertThat(phone.await("ACK").header("To")).endsWith(";tag=b2");
                Phone.Message bye = phone.await("BYE");
                assertThat(bye.header("To")).endsWith(";tag=b2");
                phone.send(answer(bye, "200 OK", ""));
            }
        }
    }

    /** An answer without a body. */
    static String answer(Phone.Message request, String status, String tag) {
        return request.text()
                .replaceFirst("[A-Z]+ [^\r]*", "SIP/2.0 " + status)
                .replaceFirst("To: ([^\r]*)", tag.isEmpty() ? "To: $1" : "To: $1;tag=" + tag)
                .replaceFirst("Content-Length: [^\r]*", "Content-Length: 0")
                .replaceFirst("(?s)v=0.*", "");
    }

    @Test
    void furtherCallsGoByTheSameConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Heard first = calling(server);
            try (TcpPhone phone = new TcpPhone(server.accept())) {
                refused(first, phone);
                for (int i = 0; i < 3; i++) {
                    refused(calling(server), phone);
                }
            }
        }
    }

    @Test
    void aCallAfterTheConnectionWasLostGoesByANewOne() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 5; i++) {
                Heard b = calling(server);
                try (TcpPhone phone = new TcpPhone(server.accept())) {
                    refused(b, phone);
                    phone.closeAndWait();
                }
            }
        }
    }

    @Test
    void aCallToWhereNobodyListensEnds() throws Exception {
        int nobody = freePort();
        Heard b = calling(new Flow(Transport.TCP, "127.0.0.1", nobody, "tcp"), Optional.of(SDP));
        assertThat(b.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(503);
    }

    /** A SYN that is dropped is not even refused: a connection hangs until we give it up. */
    @Test
    void aPeerThatNeverAcceptsHoldsUpNoOtherCall() throws Exception {
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Phone udp = new Phone(number())) {
            fill(deaf, queued);
            List<Heard> waiting = new ArrayList<>();
            // more than there are threads that wait for connections
            for (int i = 0; i < 10; i++) {
                waiting.add(calling(deaf));
            }
            Heard other = calling(server);
            try (TcpPhone phone = new TcpPhone(server.accept())) {
                refused(other, phone);
            }
            Heard byUdp = calling(udp, Optional.of(SDP));
            udp.send(udp.response(udp.await("INVITE"), "486 Busy Here", "b"));
            assertThat(byUdp.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(486);
            assertThat(waiting).allMatch(heard -> heard.events().isEmpty());
            waiting.get(5).run(leg -> leg.hangup(OVER));
            assertThat(waiting.remove(5).next(LegEvent.Ended.class).cause()).isEqualTo(OVER);
            // all at about the time of the first, which is within the test's patience
            for (Heard heard : waiting) {
                assertThat(heard.next(LegEvent.Ended.class).cause().status().code())
                        .isEqualTo(503);
            }
            nothingIsLeft();
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    /** Connects until the system drops what comes. */
    private static void fill(ServerSocket deaf, List<Socket> queued) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(deaf.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException dropped) {
                return;
            }
        }
        throw new AssertionError("this system accepts connections without a bound");
    }

    @Test
    void aCallWhoseConnectionIsLostCanStillBeEnded() throws Exception {
        Heard a;
        try (TcpPhone phone = phone()) {
            a = answered(phone);
        }
        a.run(leg -> leg.hangup(OVER));
        assertThat(a.next(LegEvent.Ended.class).cause()).isEqualTo(OVER);
    }

    @Test
    void aPhoneThatConnectsAgainGoesOnWithItsCall() throws Exception {
        Heard a;
        String tag;
        try (TcpPhone phone = phone()) {
            phone.send(phone.request("INVITE", 1, callId, "", SDP.text()));
            a = offered();
            a.run(leg -> leg.answer(Optional.of(SDP)));
            tag = phone.await("SIP/2.0 200").toTag();
            phone.send(phone.request("ACK", 1, callId, tag));
            a.next(LegEvent.Confirmed.class);
        }
        try (TcpPhone phone = phone()) {
            phone.send(phone.request("BYE", 2, callId, tag));
            phone.await("SIP/2.0 200");
            a.next(LegEvent.Ended.class);
        }
    }

    @Test
    void messagesAreFramedByTheirLengthHoweverTheyArrive() throws Exception {
        try (TcpPhone phone = phone()) {
            String first = phone.request("OPTIONS", 1, callId, "", SDP.text());
            String second = phone.request("OPTIONS", 2, callId, "");
            phone.send("\r\n\r\n" + first + second);
            assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("1 OPTIONS");
            assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("2 OPTIONS");
            String third = phone.request("OPTIONS", 3, callId, "", SDP.text());
            phone.send(third.substring(0, 10));
            phone.send(third.substring(10, third.length() - 20));
            phone.send(third.substring(third.length() - 20));
            assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("3 OPTIONS");
        }
    }

    @Test
    void garbageOnOneConnectionDoesNoHarmToOthers() throws Exception {
        try (TcpPhone bad = phone();
                TcpPhone good = phone()) {
            bad.send("hello\r\nContent-Length: 99999999999\r\n\r\n\u0000\u0001");
            good.send(good.request("OPTIONS", 1, callId, ""));
            good.await("SIP/2.0 200");
        }
        try (TcpPhone next = phone()) {
            next.send(next.request("OPTIONS", 2, callId, ""));
            next.await("SIP/2.0 200");
        }
    }
}
