// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;
import static org.strowger.distribution.wire.Calls.tag;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A party has the other talk to somebody else (RFC 3515, RFC 5589). */
@Wire
final class TransferIT {
    /** Where the target of transfers is. */
    private static final String TO_TARGET = "75200";

    private static SippRun transferor(Lab lab, String scenario, String to) {
        return callee(lab, scenario).key("to", to).start();
    }

    /** What a transferor is told, each with the state of its subscription. */
    private static List<String> told(SippRun transferor) {
        return requests(transferor, "NOTIFY").stream()
                .map(packet -> packet.message().header("Subscription-State").split(";")[0] + " "
                        + packet.message().body().strip())
                .distinct()
                .toList();
    }

    @Test
    @DisplayName("F1: the target answers, the transferor hears so and is hung up, the two others talk")
    void aCallIsTransferred(Exchange exchange, Lab lab) {
        SippRun target = callee(lab, "callee_offers", "south").start();
        SippRun transferor = transferor(lab, "callee_transfers", TO_TARGET);
        SippRun caller = caller(lab, "caller_is_transferred").run();
        transferor.finish();
        target.finish();

        assertThat(told(transferor)).containsExactly("active SIP/2.0 100 Trying", "terminated SIP/2.0 200 OK");
        assertThat(transferor.request("NOTIFY").header("Event")).isEqualTo("refer");
        assertThat(target.request("INVITE").header("Content-Length")).isEqualTo("0");
        // each is told where the relay is, not where the other is
        assertThat(requests(caller, "INVITE").get(0).message().body())
                .contains("m=audio")
                .doesNotContain(target.local().host());
        assertThat(target.request("ACK").body())
                .contains("m=audio")
                .doesNotContain(caller.local().host());
        assertThat(responses(transferor, 202, "REFER")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("F1: the transferor may leave at once")
    void theTransferorMayLeaveAtOnce(Exchange exchange, Lab lab) {
        SippRun target = callee(lab, "callee_offers", "south").start();
        SippRun transferor = transferor(lab, "callee_transfers_and_leaves", TO_TARGET);
        caller(lab, "caller_is_transferred").run();
        transferor.finish();
        target.finish();

        assertThat(requests(target, "ACK").get(0).message().body()).contains("m=audio");
        exchange.audit();
    }

    @Test
    @DisplayName("F1, D37: a number that nobody has is not called, and the call goes on")
    void aTransferToNobodyFails(Exchange exchange, Lab lab) {
        SippRun transferor = transferor(lab, "callee_fails_to_transfer", "6999");
        caller(lab, "caller_talks").talks(Duration.ofSeconds(2)).run();
        transferor.finish();

        assertThat(told(transferor)).containsExactly("active SIP/2.0 100 Trying", "terminated SIP/2.0 404 Not Found");
        exchange.audit();
    }

    /** A dialog of a SIPp as it would name it in a Replaces header for the exchange. */
    private static String dialog(SippRun party) {
        Message answer = party.packets().stream()
                .filter(packet -> packet.is(200, "INVITE"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no call is up"))
                .message();
        boolean called = party.received().stream()
                .anyMatch(message -> message.startLine().startsWith("INVITE"));
        String ours = tag(answer, called ? "From" : "To");
        String theirs = tag(answer, called ? "To" : "From");
        return answer.header("Call-ID") + ";to-tag=" + ours + ";from-tag=" + theirs;
    }

    private static void awaitTalk(SippRun callee) {
        callee.awaitReceived(
                "an ACK", Calls.SOON, message -> message.startLine().startsWith("ACK"));
    }

    @Test
    @DisplayName("F1: a transferor in two calls has their other parties talk to each other (RFC 5589, 7)")
    void twoCallsBecomeOne(Exchange exchange, Lab lab) {
        SippRun target = callee(lab, "callee_makes_an_offer", "south").start();
        SippRun consulting =
                caller(lab, "caller_is_hung_up_on").dials(TO_TARGET).start();
        awaitTalk(target);
        String replaces = URLEncoder.encode(dialog(consulting), StandardCharsets.UTF_8);
        SippRun transferee = callee(lab, "callee_is_transferred").start();
        SippRun transferor = caller(lab, "caller_transfers")
                .key("refer_to", "<sip:" + TO_TARGET + "@nowhere.invalid?Replaces=" + replaces + ">")
                .run();
        consulting.finish();
        transferee.finish();
        target.finish();

        assertThat(told(transferor)).containsExactly("active SIP/2.0 100 Trying", "terminated SIP/2.0 200 OK");
        Message offered = requests(transferee, "INVITE").get(1).message();
        assertThat(offered.body())
                .contains("m=audio")
                .doesNotContain(target.local().host());
        assertThat(requests(target, "INVITE").get(1).message().header("Content-Length"))
                .isEqualTo("0");
        assertThat(requests(target, "ACK").get(1).message().body()).contains("m=audio");
        exchange.audit();
    }

    @Test
    @DisplayName("F1: an INVITE with Replaces takes the place of the party that it names (RFC 3891)")
    void aNewcomerTakesTheCalleesPlace(Exchange exchange, Lab lab) {
        SippRun replaced = callee(lab, "callee_answers").start();
        SippRun other = caller(lab, "caller_is_transferred")
                .talks(Duration.ofSeconds(1))
                .start();
        awaitTalk(replaced);
        SippRun newcomer = lab.sipp("caller_replaces")
                .at("127.0.1.2", 0)
                .key("audio_ip", "127.0.1.2")
                .key("audio_port", "9")
                .key("replaces", dialog(replaced))
                .run();
        other.finish();
        replaced.finish();

        // who stays hears the newcomer's offer, by a relay, before he who goes hears of it
        Packet offer = requests(other, "INVITE").get(0);
        assertThat(offer.message().body())
                .contains("m=audio")
                .doesNotContain(newcomer.local().host());
        assertThat(responses(newcomer, 200, "INVITE").get(0).message().body()).contains("m=audio");
        assertThat(requests(replaced, "BYE").get(0).time()).isAfter(offer.time());
        // and when he hangs up, so is the newcomer
        assertThat(requests(newcomer, "BYE")).hasSize(1);
        exchange.audit();
    }

    @ParameterizedTest(name = "F1: Replaces that names {0}: {2} (RFC 3891, 3)")
    @CsvSource({
        "a call of nobody, gone;to-tag=a;from-tag=b, 481",
        "no dialog, gone;to-tag=a, 400",
    })
    void whatIsNotThereIsNotReplaced(String what, String dialog, int status, Lab lab) {
        RawPhone phone = lab.udpPhone("127.0.1.3", lab.exchange().udp());
        Request invite = Request.invite(phone, "1000", Calls.TO_CALLEE)
                .sdp(Sdp.audio(phone.local().host(), 49_180))
                .header("Replaces", dialog);
        assertThat(Phones.refusal(phone, invite).status()).isEqualTo(status);
    }

    @Test
    @DisplayName("F3: one transfer at a time; a second gets 603, and the first goes on")
    void oneTransferAtATime(Exchange exchange, Lab lab) {
        SippRun target =
                callee(lab, "callee_offers", "south").option("-d", "2000").start();
        SippRun transferee = callee(lab, "callee_is_transferred").start();
        SippRun transferor = caller(lab, "caller_transfers_twice")
                .key("refer_to", "<sip:" + TO_TARGET + "@nowhere.invalid>")
                .run();
        transferee.finish();
        target.finish();

        assertThat(responses(transferor, 202, "REFER")).hasSize(1);
        assertThat(responses(transferor, 603, "REFER")).hasSize(1);
        assertThat(requests(target, "INVITE")).hasSize(1);
        exchange.audit();
    }
}
