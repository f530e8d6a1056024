// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** N8: what is no SIP, or bad SIP, is refused or dropped; the next request is answered, and the next call arrives. */
@Wire
final class MalformedIT {
    /** Makes what is sent, for a phone that sends it. */
    interface Bytes {
        byte[] of(RawPhone phone);
    }

    private static Named<Bytes> text(String name, java.util.function.Function<RawPhone, String> text) {
        return Named.of(name, phone -> text.apply(phone).getBytes(StandardCharsets.UTF_8));
    }

    /** A number that nobody has: an INVITE that turns out to be good enough leads nowhere. */
    private static final String NOBODY = "3098765";

    private static String invite(RawPhone phone) {
        return Phones.trunkInvite(phone, NOBODY).text(phone);
    }

    static Stream<Named<Bytes>> messages() {
        return Stream.of(
                text("an INVITE cut in its headers", phone -> invite(phone).substring(0, 180)),
                text("an INVITE cut in its body", phone -> {
                    String invite = invite(phone);
                    return invite.substring(0, invite.length() - 60);
                }),
                text("an INVITE without the end of its headers", phone -> invite(phone)
                        .replaceFirst("(?s)\r\n\r\n.*", "\r\n")),
                text("an INVITE with more body than it says", phone -> invite(phone)
                        .replaceFirst("Content-Length: \\d+", "Content-Length: 3")),
                text("an INVITE with less body than it says", phone -> invite(phone)
                        .replaceFirst("Content-Length: \\d+", "Content-Length: 9999")),
                text("a negative length", phone -> invite(phone)
                        .replaceFirst("Content-Length: \\d+", "Content-Length: -999")),
                text("a length that is no number", phone -> invite(phone)
                        .replaceFirst("Content-Length: \\d+", "Content-Length: many")),
                text("a length beyond all numbers", phone -> invite(phone)
                        .replaceFirst("Content-Length: \\d+", "Content-Length: 99999999999999999999")),
                text("a CSeq beyond all numbers", phone -> invite(phone)
                        .replaceFirst("CSeq: \\d+", "CSeq: 36893488147419103232")),
                text("a CSeq of another method", phone -> invite(phone)
                        .replaceFirst("CSeq: (\\d+) INVITE", "CSeq: $1 OPTIONS")),
                text("no Via", phone -> invite(phone).replaceFirst("Via: [^\r]*\r\n", "")),
                text("no From, To, Call-ID or CSeq", phone -> invite(phone)
                        .replaceAll("(?m)^(From|To|Call-ID|CSeq): [^\r]*\r\n", "")),
                text("a Via that is none", phone -> invite(phone)
                        .replaceFirst("Via: [^\r]*", "Via: SIP/2.0/UDP ;;,;,,")),
                text("a Via to nowhere", phone -> invite(phone).replaceFirst("UDP [^;]*", "UDP 256.1.1.1:99999")),
                text("a comment in a Via that ends in a backslash", phone -> invite(phone)
                        .replaceFirst("(Via: [^\r]*)", "$1 (a\\\\")),
                text("another version of SIP", phone -> invite(phone).replaceFirst("SIP/2.0\r\n", "SIP/7.0\r\n")),
                text("an unknown scheme", phone -> invite(phone)
                        .replaceFirst("INVITE \\S+", "INVITE nobodyKnowsThisScheme:totallyopaquecontent")),
                text("a Request-URI with blanks", phone -> invite(phone)
                        .replaceFirst("INVITE \\S+", "INVITE sip:30 98; lr@127.0.0.1")),
                text("a Request-URI without a host", phone -> invite(phone).replaceFirst("INVITE \\S+", "INVITE sip:")),
                text("quotes that do not end", phone -> invite(phone).replaceFirst("From: <", "From: \"Mr. J. User <")),
                text("brackets that do not end", phone -> invite(phone).replaceFirst("From: <([^>]*)>", "From: <$1")),
                text("a Max-Forwards of 999", phone -> invite(phone)
                        .replaceFirst("Max-Forwards: 70", "Max-Forwards: 999")),
                text("a contact that is none", phone -> invite(phone)
                        .replaceFirst("Contact: [^\r]*", "Contact: <<<>>>")),
                text("an offer that is no SDP", phone -> Request.invite(phone, "1", NOBODY)
                        .sdp("v=7\r\nm=\r\n")
                        .text(phone)),
                text("a header of 60,000 bytes", phone -> Phones.trunkInvite(phone, NOBODY)
                        .header("X-Long", "x".repeat(60_000))
                        .text(phone)),
                text("500 headers", phone -> {
                    Request request = Phones.trunkInvite(phone, NOBODY);
                    IntStream.range(0, 500).forEach(i -> request.header("X-" + i, "y"));
                    return request.text(phone);
                }),
                text(
                        "an answer to nothing",
                        phone -> "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP " + phone.remote()
                                + ";branch=z9hG4bK-nothing\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n"
                                + "Content-Length: 0\r\n\r\n"),
                text(
                        "an answer of status 4294967301",
                        phone -> "SIP/2.0 4294967301 better not break the receiver\r\nVia: SIP/2.0/UDP "
                                + phone.remote()
                                + ";branch=z9hG4bK-x\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\n"
                                + "CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n"),
                text("an event without its state", phone -> Request.of("NOTIFY", "sip:3100@" + phone.remote())
                        .header("Event", "x")
                        .text(phone)),
                text("an HTTP request", phone -> "GET / HTTP/1.1\r\nHost: strowger\r\n\r\n"),
                text("prose", phone -> "To be, or not to be, that is the question:\r\nWhether 'tis nobler in the mind"),
                text("blank lines", phone -> "\r\n\r\n\r\n\r\n"),
                Named.of("NUL bytes", phone -> new byte[400]),
                Named.of(
                        "an INVITE with NUL bytes in it",
                        phone -> invite(phone).replace(NOBODY, "30\0\0").getBytes(StandardCharsets.UTF_8)),
                Named.of("an INVITE in bytes that are no UTF-8", phone -> invite(phone)
                        .replaceFirst("From: <", "From: \"\u00ff\u00fe\u0080\" <")
                        .getBytes(StandardCharsets.ISO_8859_1)),
                Named.of("noise", phone -> noise(1400)));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1891).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest(name = "N8, UDP: {0}")
    @MethodSource("messages")
    void badDatagramsHarmNobody(Bytes bad, Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        RawPhone stranger = lab.udpPhone();
        stranger.send(bad.of(stranger));
        RawPhone peer = lab.trunkPhone("reserve");
        peer.send(bad.of(peer));

        allIsWell(lab, mark);
    }

    @ParameterizedTest(name = "N8, TCP: {0}")
    @MethodSource("messages")
    void badStreamsHarmNobody(Bytes bad, Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        RawPhone stranger = lab.tcpPhone();
        stranger.send(bad.of(stranger));

        allIsWell(lab, mark);
    }

    /** The exchange answers others, carries a call, and has met no fault of its own. */
    private static void allIsWell(Lab lab, ExchangeLog.Mark mark) {
        RawPhone other = lab.udpPhone();
        assertThat(other.ask(Request.of("OPTIONS", "sip:" + other.remote())).status())
                .isEqualTo(200);
        RawPhone connected = lab.tcpPhone();
        assertThat(connected.ask(Request.of("OPTIONS", "sip:" + other.remote())).status())
                .isEqualTo(200);
        aCallArrives(lab);
        assertThat(mark.since()).doesNotContain(" ERROR ").doesNotContain("\tat ");
    }

    /** A call from one trunk to another, answered and ended. */
    private static void aCallArrives(Lab lab) {
        RawPhone caller = lab.trunkPhone("branch");
        RawPhone callee = lab.trunkPhone("carrier");
        Request invite = Phones.trunkInvite(caller, "7100");
        caller.send(invite.text(caller));
        Message invited = callee.awaitRequest("INVITE");
        callee.send(invited.accept(callee.local()));
        Message answer = caller.answerTo(invite);
        assertThat(answer.status()).isEqualTo(200);
        caller.send(invite.ackOfAnswer(caller, answer));
        callee.awaitRequest("ACK");
        callee.send(Request.of("BYE", invited.header("Contact").replaceAll("^.*<|>.*$", ""))
                .within(invited, "wire-b")
                .text(callee));
        caller.send(caller.awaitRequest("BYE").reply(200, "OK"));
    }

    @Test
    @DisplayName("N8: a REGISTER with 200 contacts is refused, and binds none of them")
    void twoHundredContactsAreTooMany(Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        String contacts = IntStream.range(0, 200)
                .mapToObj(i -> "<sip:me@127.0.0.1:" + (10_000 + i) + ">")
                .collect(Collectors.joining(", "));

        assertThat(Phones.register(phone, account, contacts).status()).isEqualTo(403);

        assertThat(Phones.bindings(lab, account)).isEmpty();
        allIsWell(lab, mark);
    }

    @Test
    @DisplayName("N3: two requests in one write, one in three, one byte by byte: each is answered")
    void aStreamIsCutByLengthsAlone(Exchange exchange, Lab lab) {
        RawPhone phone = lab.tcpPhone();
        Request[] requests = IntStream.range(0, 4)
                .mapToObj(i -> Request.of("OPTIONS", "sip:" + phone.remote()).sdp(Sdp.audio("127.0.0.1", 9)))
                .toArray(Request[]::new);

        phone.send(requests[0].text(phone) + requests[1].text(phone));
        assertThat(phone.answerTo(requests[0]).status()).isEqualTo(200);
        assertThat(phone.answerTo(requests[1]).status()).isEqualTo(200);

        String third = requests[2].text(phone);
        int head = third.indexOf("\r\n\r\n");
        phone.send(third.substring(0, 40));
        assertThat(phone.receive(Duration.ofMillis(50))).isEmpty();
        phone.send(third.substring(40, head + 2));
        assertThat(phone.receive(Duration.ofMillis(50))).isEmpty();
        phone.send(third.substring(head + 2));
        assertThat(phone.answerTo(requests[2]).status()).isEqualTo(200);

        for (byte one : requests[3].text(phone).getBytes(StandardCharsets.UTF_8)) {
            phone.send(new byte[] {one});
        }
        assertThat(phone.answerTo(requests[3]).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("N8: a connection that never comes to an end of its headers costs a bounded piece of memory")
    void anEndlessHeaderIsBounded(Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        long before = Heap.liveMegabytes(lab);
        byte[] more = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        RawPhone phone = lab.tcpPhone();
        try {
            phone.send("OPTIONS sip:x SIP/2.0\r\nX-Endless: ");
            for (int i = 0; i < 60; i++) {
                phone.send(more);
            }
        } catch (java.io.UncheckedIOException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|pipe|closed).*");
        }

        assertThat(Heap.liveMegabytes(lab) - before).isLessThan(30);
        allIsWell(lab, mark);
    }
}
