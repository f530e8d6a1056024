// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.branch;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;
import static org.strowger.distribution.wire.Calls.tag;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a call ends, as both of its ends see it. */
@Wire
final class CallEndIT {
    @Test
    @DisplayName("I14: the caller hangs up; its BYE again gets 200 again (15.1, 17.2.2)")
    void theCallerHangsUp(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller =
                caller(lab, "caller_repeats_bye").option("-nr", "-d", "200").run();
        callee.finish();

        assertThat(responses(caller, 200, "BYE")).hasSize(2);
        assertThat(requests(callee, "BYE")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("I14: the callee hangs up")
    void theCalleeHangsUp(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_hangs_up").option("-d", "200").start();
        SippRun caller = caller(lab, "caller_is_hung_up_on").run();
        callee.finish();

        Message bye = caller.request("BYE");
        assertThat(bye.uri()).isEqualTo("sip:1000@" + caller.local() + ";transport=UDP");
        assertThat(tag(bye, "From")).isEqualTo(tag(caller.response(200), "To"));
        exchange.audit();
    }

    @Test
    @DisplayName("I15: a BYE before the answer gets 200, the INVITE 487, and the callee is cancelled (15.1.2)")
    void theCallerSaysByeBeforeTheAnswer(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_rings_for_ever").start();
        SippRun caller = caller(lab, "caller_says_bye_while_ringing").run();
        callee.finish();

        assertThat(responses(caller, 200, "BYE")).hasSize(1);
        assertThat(responses(caller, 487, "INVITE")).hasSize(1);
        assertThat(requests(callee, "BYE")).isEmpty();
        exchange.audit();
    }

    @Test
    @DisplayName("X1: CANCEL gets 200 and the INVITE 487, both with the tag that the 180 had (9.2)")
    void theCallerGivesUp(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_rings_for_ever").start();
        SippRun caller = caller(lab, "caller_cancels").option("-d", "200").run();
        callee.finish();

        String tag = tag(caller.response(180), "To");
        Message cancelled = responses(caller, 200, "CANCEL").get(0).message();
        assertThat(tag).isNotEqualTo("none");
        assertThat(tag(cancelled, "To")).isEqualTo(tag);
        assertThat(tag(caller.response(487), "To")).isEqualTo(tag);
        exchange.audit();
    }

    @Test
    @DisplayName("X2: the callee gets one CANCEL, of the INVITE's transaction and bare (9.1)")
    void theCalleeIsCancelled(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_rings_for_ever").start();
        caller(lab, "caller_cancels").option("-d", "200").run();
        callee.finish();

        assertThat(requests(callee, "CANCEL")).hasSize(1);
        Message invite = callee.request("INVITE");
        Message cancel = callee.request("CANCEL");
        assertThat(cancel.uri()).isEqualTo(invite.uri());
        assertThat(cancel.values("Via")).hasSize(1);
        assertThat(branch(cancel)).isEqualTo(branch(invite));
        assertThat(cancel.header("CSeq")).isEqualTo("1 CANCEL");
        assertThat(cancel.header("From")).isEqualTo(invite.header("From"));
        assertThat(cancel.header("To")).isEqualTo(invite.header("To"));
        assertThat(cancel.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(cancel.header("Content-Length")).isEqualTo("0");
        assertThat(cancel.lines("Require")).isEmpty();
        assertThat(requests(callee, "ACK")).hasSize(1);
        exchange.audit();
    }

    @ParameterizedTest(name = "X13, X14: {0} passes, and the call''s record says {1}")
    @CsvSource({
        "Q.850;cause=16, normal",
        "SIP;cause=486, normal",
        "Q.850;cause=38;text=\"Network; out of order\", error",
        "SIP;cause=408;text=\"Session timer expired\", timer-expired",
        "SIP;cause=603, user-hangup",
    })
    void theCalleesReasonGoesAlong(String reason, String hangup, Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        SippRun callee = callee(lab, "callee_hangs_up_with_a_reason")
                .key("reason", reason)
                .start();
        SippRun caller = caller(lab, "caller_is_hung_up_on").run();
        callee.finish();

        assertThat(caller.request("BYE").lines("Reason")).isEqualTo(List.of(reason));
        mark.await("ended: 1000 -> 74100 [^\n]*" + Pattern.quote("(" + reason + "), " + hangup), Calls.SOON);
    }

    @Test
    @DisplayName("M6: a digit in an INFO passes once, with what describes it (RFC 6086)")
    void aDigitPassesByInfo(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_hears_a_digit_by_info").start();
        caller(lab, "caller_sends_a_digit_by_info").run();
        callee.finish();

        assertThat(requests(callee, "INFO")).hasSize(1);
        assertThat(callee.request("INFO").header("Content-Type")).isEqualTo("application/dtmf-relay");
        assertThat(callee.request("INFO").body().strip().lines()).containsExactly("Signal=5", "Duration=160");
        exchange.audit();
    }
}
