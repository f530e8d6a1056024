// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.branch;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;
import static org.strowger.distribution.wire.Calls.tag;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The caller gives up, and the callee does as it likes: nobody is left in a call, and the caller hears of none. */
@Wire
final class CancelIT {
    /** How long the caller lets it ring. */
    private static final String RINGS_FOR = "200";

    /** What should happen at once, on a machine that is busy. */
    private static final Duration AT_ONCE = Duration.ofMillis(450);

    /** The caller has been told that it is over, and nothing else. */
    private static void theCallerHeardOnlyThatItIsOver(SippRun caller) {
        assertThat(responses(caller, 487, "INVITE")).hasSize(1);
        assertThat(responses(caller, 200, "INVITE")).isEmpty();
        assertThat(requests(caller, "BYE")).isEmpty();
    }

    /** The callee's answer was acknowledged by a transaction of its own, and ended. */
    private static void theAnswerIsAcknowledgedAndEnded(SippRun callee) {
        Message ack = callee.request("ACK");
        assertThat(branch(ack)).isNotEqualTo(branch(callee.request("INVITE")));
        assertThat(requests(callee, "BYE")).hasSize(1);
        assertThat(tag(callee.request("BYE"), "To")).isEqualTo(tag(ack, "To"));
    }

    private static Packet sent(SippRun run, String method) {
        return run.packets().stream()
                .filter(packet -> packet.sent() && packet.is(method))
                .findFirst()
                .orElseThrow();
    }

    private static Packet sent(SippRun run, int status, String method) {
        return run.packets().stream()
                .filter(packet -> packet.sent() && packet.is(status, method))
                .findFirst()
                .orElseThrow();
    }

    private static Duration between(Packet from, Packet to) {
        return Duration.between(from.time(), to.time());
    }

    @Test
    @DisplayName("X3: no CANCEL before a provisional answer, and one at once after it (9.1)")
    void aCancelWaitsForAProvisionalAnswer(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_speaks_late").option("-d", "1500").start();
        SippRun caller = caller(lab, "caller_cancels_before_ringing")
                .option("-d", RINGS_FOR)
                .run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        assertThat(requests(callee, "CANCEL")).hasSize(1);
        Packet cancel = requests(callee, "CANCEL").get(0);
        assertThat(between(sent(callee, 180, "INVITE"), cancel)).isBetween(Duration.ZERO, AT_ONCE);
        // the caller has known for long
        assertThat(responses(caller, 487, "INVITE").get(0).time()).isBefore(cancel.time());
        exchange.audit();
    }

    @Test
    @DisplayName("X3: where a grace is configured, silence is waited for so long and no longer")
    void aGraceMayBeEnough(Exchange exchange, Lab lab) {
        String file = "org.strowger.sip.stack.cfg";
        lab.closeLater(exchange.configure(file, exchange.configured(file) + "\ncancel.grace = 500\n"));
        SippRun callee = callee(lab, "callee_says_nothing").start();
        SippRun caller = caller(lab, "caller_cancels_before_ringing")
                .option("-d", RINGS_FOR)
                .run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        assertThat(between(sent(caller, "CANCEL"), requests(callee, "CANCEL").get(0)))
                .isBetween(Duration.ofMillis(490), Duration.ofMillis(500).plus(AT_ONCE));
        exchange.audit();
    }

    @Test
    @DisplayName("X5: a CANCEL that is answered comes no more, and a late 487 is acknowledged (9.1, 17.1.2)")
    void aLateEndIsAcknowledged(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_ends_late").option("-d", "1800").start();
        SippRun caller = caller(lab, "caller_cancels").option("-d", RINGS_FOR).run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        assertThat(requests(callee, "CANCEL")).hasSize(1);
        assertThat(requests(callee, "ACK")).hasSize(1);
        assertThat(branch(callee.request("ACK"))).isEqualTo(branch(callee.request("INVITE")));
        exchange.audit();
    }

    @Test
    @DisplayName("X6: an answer that crosses the CANCEL is acknowledged and ended; the call was cancelled (13.2.2.4)")
    void anAnswerThatCrossesIsEnded(Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        SippRun callee = callee(lab, "callee_answers_into_cancel").start();
        SippRun caller = caller(lab, "caller_cancels").option("-d", RINGS_FOR).run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        theAnswerIsAcknowledgedAndEnded(callee);
        mark.await("ended: 1000 -> 74100 not answered, 487 [^\n]*by the caller", Calls.SOON);
        assertThat(mark.since()).doesNotContain("answered: 1000 -> 74100 (");
        exchange.audit();
    }

    @Test
    @DisplayName("X7: so is one that was lost at first, and comes again after the CANCEL")
    void anAnswerThatWasLostIsEnded(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answer_is_lost").start();
        SippRun caller = caller(lab, "caller_cancels").option("-d", RINGS_FOR).run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        theAnswerIsAcknowledgedAndEnded(callee);
        exchange.audit();
    }

    @Test
    @DisplayName("X8: a CANCEL that is answered 481 does not end the INVITE: a later answer is acknowledged and ended")
    void aCancelThatNobodyKnowsEndsNothing(Exchange exchange, Lab lab) {
        SippRun callee =
                callee(lab, "callee_knows_no_cancel").option("-d", "1000").start();
        SippRun caller = caller(lab, "caller_cancels").option("-d", RINGS_FOR).run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        theAnswerIsAcknowledgedAndEnded(callee);
        assertThat(requests(callee, "CANCEL")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("X11: what is answered cannot be cancelled: the talk goes on until a BYE (9.2)")
    void whatIsAnsweredIsNotCancelled(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller =
                caller(lab, "caller_cancels_too_late").option("-d", "500").run();
        callee.finish();

        assertThat(requests(callee, "CANCEL")).isEmpty();
        assertThat(responses(caller, 487, "INVITE")).isEmpty();
        assertThat(between(sent(caller, "CANCEL"), requests(callee, "BYE").get(0)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(500));
        exchange.audit();
    }

    @Test
    @DisplayName("X12: whoever was given up on before it said a word is acknowledged and ended when it answers")
    void anAnswerAfterSilenceIsEnded(Exchange exchange, Lab lab) {
        SippRun callee =
                callee(lab, "callee_answers_after_silence").option("-d", "1500").start();
        SippRun caller = caller(lab, "caller_cancels_before_ringing")
                .option("-d", RINGS_FOR)
                .run();
        callee.finish();

        theCallerHeardOnlyThatItIsOver(caller);
        theAnswerIsAcknowledgedAndEnded(callee);
        assertThat(requests(callee, "CANCEL")).isEmpty();
        exchange.audit();
    }

    @Test
    @DisplayName("X13: the caller's Reason is in the callee's CANCEL (RFC 3326)")
    void theReasonGoesAlong(Exchange exchange, Lab lab) {
        String reason = "SIP;cause=200;text=\"Call completed elsewhere\"";
        SippRun callee = callee(lab, "callee_rings_for_ever").start();
        caller(lab, "caller_cancels_for_a_reason")
                .option("-d", RINGS_FOR)
                .key("reason", reason)
                .run();
        callee.finish();

        assertThat(callee.request("CANCEL").lines("Reason")).isEqualTo(List.of(reason));
        exchange.audit();
    }
}
