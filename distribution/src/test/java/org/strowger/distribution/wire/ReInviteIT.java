// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the ends of a call ask of each other while they talk. */
@Wire
final class ReInviteIT {
    @Test
    @DisplayName("I11: hold and resume pass through, each within the other's dialog (14, RFC 3264 8.4)")
    void holdAndResumePassThrough(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_is_held").start();
        SippRun caller = caller(lab, "caller_holds_and_resumes").run();
        callee.finish();

        List<Packet> invites = requests(callee, "INVITE");
        assertThat(invites).hasSize(3);
        assertThat(invites.get(1).message().body()).contains("a=sendonly");
        assertThat(invites.get(2).message().body()).contains("a=sendrecv");
        assertThat(invites)
                .extracting(packet -> packet.message().header("Call-ID"))
                .containsOnly(callee.request("ACK").header("Call-ID"));
        assertThat(invites)
                .extracting(packet -> packet.message().header("CSeq"))
                .doesNotHaveDuplicates();

        List<Packet> answers = responses(caller, 200, "INVITE");
        assertThat(answers).hasSize(3);
        assertThat(answers.get(1).message().body()).contains("a=recvonly");
        assertThat(answers.get(2).message().body()).contains("a=sendrecv");
        assertThat(requests(callee, "ACK")).hasSize(3);
        exchange.audit();
    }

    @Test
    @DisplayName("I11: the callee may hold, too")
    void theCalleeMayHold(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_holds").start();
        SippRun caller = caller(lab, "caller_is_held").option("-d", "200").run();
        callee.finish();

        assertThat(caller.request("INVITE").body()).contains("a=sendonly");
        assertThat(caller.request("INVITE").uri()).isEqualTo("sip:1000@" + caller.local() + ";transport=UDP");
        assertThat(callee.response(200).body()).contains("a=recvonly");
        exchange.audit();
    }

    @Test
    @DisplayName("I11: a re-INVITE without an offer gets the other's, and brings the answer in the ACK (14.1)")
    void aReInviteMayAskForAnOffer(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_makes_an_offer").start();
        SippRun caller = caller(lab, "caller_asks_for_an_offer").run();
        callee.finish();

        assertThat(requests(callee, "INVITE").get(1).message().header("Content-Length"))
                .isEqualTo("0");
        assertThat(responses(caller, 200, "INVITE").get(1).message().body()).contains("m=audio");
        assertThat(requests(callee, "ACK").get(1).message().body()).contains("m=audio");
        exchange.audit();
    }

    @Test
    @DisplayName("I11: a change that is refused changes nothing (14.1)")
    void aChangeThatIsRefusedChangesNothing(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_refuses_a_change").start();
        SippRun caller = caller(lab, "caller_is_refused_a_change").run();
        callee.finish();

        assertThat(requests(caller, "BYE")).isEmpty();
        exchange.audit();
    }

    @Test
    @DisplayName("I11: a change that demands what we do not know gets 420 (8.2.2.3)")
    void aChangeMayDemandTooMuch(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller = caller(lab, "caller_demands_too_much").run();
        callee.finish();

        assertThat(caller.response(420).header("Unsupported")).isEqualTo("walking-on-water");
        exchange.audit();
    }

    @Test
    @DisplayName("I11: re-INVITEs that cross get 491, and the call goes on (14.1, 14.2)")
    void crossingReInvitesAreBothRefused(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_meets_glare").start();
        SippRun caller = caller(lab, "caller_meets_glare").run();
        callee.finish();

        assertThat(responses(callee, 491, "INVITE")).hasSize(1);
        assertThat(responses(caller, 491, "INVITE")).hasSize(1);
        assertThat(requests(caller, "INVITE")).isEmpty();
        assertThat(requests(caller, "BYE")).isEmpty();
        assertThat(requests(callee, "INVITE")).hasSize(3);
        exchange.audit();
    }

    @Test
    @DisplayName("I13: an UPDATE passes through; one with a tag that nobody gave gets 481 (RFC 3311)")
    void anUpdatePassesThrough(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_takes_update").start();
        SippRun caller = caller(lab, "caller_updates").run();
        callee.finish();

        assertThat(requests(callee, "UPDATE")).hasSize(1);
        assertThat(callee.request("UPDATE").body()).contains("m=audio");
        assertThat(responses(caller, 200, "UPDATE").get(0).message().body()).contains("m=audio");
        assertThat(responses(caller, 481, "UPDATE")).hasSize(1);
        exchange.audit();
    }
}
