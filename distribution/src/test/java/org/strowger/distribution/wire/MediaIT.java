// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.responses;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ends of a call hear of each other, through the exchange's relay. */
@Wire
final class MediaIT {
    private static final int ENOUGH_TO_LOCK = 20;

    /** A call that is up: where each end sends its RTP to. */
    private record Talk(SippRun caller, SippRun callee, Peer callersPort, Peer calleesPort) {
        void hearEachOther(RtpEnd atCaller, RtpEnd atCallee) {
            RtpEnd.converse(atCaller, callersPort, atCallee, calleesPort, ENOUGH_TO_LOCK, SOON);
        }

        void end(Exchange exchange) {
            exchange.console("pbx:call-hangup --all");
            caller.finish();
            callee.finish();
            exchange.audit();
        }
    }

    private static Talk talk(Exchange exchange, Lab lab, Peer callersAudio, Peer calleesAudio) {
        SippRun callee = callee(lab, "callee_answers", calleesAudio).start();
        SippRun caller = caller(lab, "caller_is_hung_up_on", callersAudio).start();
        callee.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));
        Message answer = caller.awaitReceived("200", SOON, message -> message.status() == 200);
        return new Talk(caller, callee, port(exchange, answer), port(exchange, callee.request("INVITE")));
    }

    private static Peer port(Exchange exchange, Message description) {
        assertThat(description.body()).contains("c=IN IP4 " + exchange.udp().host());
        return new Peer(exchange.udp().host(), Calls.port(description));
    }

    @Test
    @DisplayName("M1: RTP passes both ways, and comes from where the other is told to send (RFC 4961)")
    void rtpPassesBothWays(Exchange exchange, Lab lab) {
        RtpEnd alice = lab.closeLater(new RtpEnd("127.0.1.1", 0xA));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        Talk talk = talk(exchange, lab, alice.local(), bob.local());

        talk.hearEachOther(alice, bob);
        alice.send(talk.callersPort());
        assertThat(bob.hear(SOON))
                .hasValueSatisfying(packet -> assertThat(packet.from()).isEqualTo(talk.calleesPort()));

        List<JsonElement> rtp = sockets(exchange, "rtp");
        assertThat(rtp).hasSize(2).allSatisfy(socket -> {
            assertThat(text(socket, "latch")).isEqualTo("locked");
            assertThat(Long.parseLong(text(socket, "packetsIn"))).isGreaterThanOrEqualTo(ENOUGH_TO_LOCK);
            assertThat(Long.parseLong(text(socket, "packetsOut"))).isGreaterThanOrEqualTo(ENOUGH_TO_LOCK);
        });
        talk.end(exchange);
        assertThat(exchange.json("pbx:media")).isEmpty();
    }

    @Test
    @DisplayName("M1: once a source is known, nobody else can speak in its place")
    void anIntruderIsNotHeard(Exchange exchange, Lab lab) {
        RtpEnd alice = lab.closeLater(new RtpEnd("127.0.1.1", 0xA));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        RtpEnd mallory = lab.closeLater(new RtpEnd("127.0.1.66", 0x66));
        Talk talk = talk(exchange, lab, alice.local(), bob.local());
        talk.hearEachOther(alice, bob);
        bob.forget();

        for (int i = 0; i < 100; i++) {
            mallory.send(talk.callersPort());
            alice.send(talk.callersPort());
            assertThat(bob.hear(SOON))
                    .hasValueSatisfying(packet -> assertThat(packet.noise()).isEqualTo((byte) 0xA));
        }
        talk.hearEachOther(alice, bob);
        assertThat(mallory.hear(Duration.ofMillis(1))).isEmpty();
        assertThat(sockets(exchange, "rtp"))
                .anySatisfy(socket -> assertThat(text(socket, "strangers")).isEqualTo("100"));
        talk.end(exchange);
    }

    @ParameterizedTest(name = "M2: an end behind a NAT is found where its RTP comes from: {0} (RFC 7362)")
    @ValueSource(strings = {"127.0.1.1", "127.0.1.9"})
    void anEndBehindANatIsFound(String source, Exchange exchange, Lab lab) {
        // the first is where its signalling comes from, too; the second nobody has ever named
        RtpEnd alice = lab.closeLater(new RtpEnd(source, 0xA));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        Talk talk = talk(exchange, lab, new Peer("10.99.0.7", 41_000), bob.local());

        talk.hearEachOther(alice, bob);
        talk.end(exchange);
    }

    @Test
    @DisplayName("M3: a description passes as it is, whatever its codecs, but for where to send")
    void anyCodecPasses(Lab lab) {
        SippRun callee = callee(lab, "callee_takes_one_codec").start();
        SippRun caller = caller(lab, "caller_offers_many_codecs").run();
        callee.finish();

        assertThat(saidWhat(callee.request("INVITE")))
                .isEqualTo(saidWhat(caller.packets().get(0).message()))
                .contains("m=audio RTP/AVP 111 9 18 8 0 97 101", "a=ptime:30");
        Message answer = callee.packets().stream()
                .filter(packet -> packet.sent() && packet.is(200, "INVITE"))
                .findFirst()
                .orElseThrow()
                .message();
        assertThat(saidWhat(caller.response(200))).isEqualTo(saidWhat(answer)).contains("m=audio RTP/AVP 97 101");
    }

    @Test
    @DisplayName("M3: a callee that can do none of the codecs says so to the caller")
    void noCodecInCommonIsForTheCallerToKnow(Exchange exchange, Lab lab) {
        callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 488 Not Acceptable Here")
                .start();
        caller(lab, "caller_is_refused").run().response(488);
        exchange.audit();
    }

    @Test
    @DisplayName("I8: early media: one 183 with a description, and RTP both ways before the answer (RFC 3960)")
    void theCallerHearsTheCalleeBeforeTheAnswer(Exchange exchange, Lab lab) {
        RtpEnd alice = lab.closeLater(new RtpEnd("127.0.1.1", 0xA));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        SippRun callee = callee(lab, "callee_sends_early_media", bob.local())
                .option("-d", "4000")
                .start();
        SippRun caller = caller(lab, "caller_talks", alice.local()).start();
        Message early = caller.awaitReceived("183", SOON, message -> message.status() == 183);

        Talk talk = new Talk(caller, callee, port(exchange, early), port(exchange, callee.request("INVITE")));
        talk.hearEachOther(alice, bob);
        assertThat(responses(caller, 200, "INVITE")).isEmpty();

        caller.finish();
        callee.finish();
        assertThat(responses(caller, 183, "INVITE")).hasSize(1);
        assertThat(Calls.port(caller.response(200))).isEqualTo(Calls.port(early));
        exchange.audit();
    }

    /** A description's lines without who made it and where to send, which are the exchange's. */
    private static List<String> saidWhat(Message message) {
        return message.body()
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("o=") && !line.startsWith("c="))
                .map(line -> line.replaceFirst("^m=audio \\d+ ", "m=audio "))
                .toList();
    }

    private static List<JsonElement> sockets(Exchange exchange, String part) {
        return exchange.json("pbx:media").asList().stream()
                .filter(row -> text(row, "part").equals(part))
                .toList();
    }

    private static String text(JsonElement row, String field) {
        return row.getAsJsonObject().get(field).getAsString();
    }
}
