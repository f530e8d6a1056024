// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

class IncomingCallTest extends EndpointFixture {
    private Phone phone;
    private String callId;

    @BeforeEach
    void aPhone() throws IOException {
        phone = new Phone(number());
        callId = Phone.branch();
    }

    @AfterEach
    void hangUpThePhone() {
        phone.close();
    }

    private String invite(String branch) {
        return phone.request("INVITE", 1, branch, callId, "", SDP.text());
    }

    /** An answered call and the tag of our side. */
    private String answered(Heard a) throws IOException, InterruptedException {
        a.run(leg -> leg.answer(Optional.of(SDP)));
        Phone.Message ok = phone.await("SIP/2.0 200");
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, ok.toTag()));
        a.next(LegEvent.Confirmed.class);
        return ok.toTag();
    }

    @Test
    void isAnsweredAcknowledgedAndEndedByTheCaller() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        a.run(leg -> leg.progress(Status.TRYING, Optional.empty()));
        assertThat(phone.await("SIP/2.0 100").toTag()).isEmpty();
        a.run(leg -> leg.progress(Status.RINGING, Optional.empty()));
        String early = phone.await("SIP/2.0 180").toTag();
        assertThat(early).isNotEmpty();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        Phone.Message ok = phone.await("SIP/2.0 200");
        assertThat(ok.toTag()).isEqualTo(early);
        assertThat(ok.body()).isEqualTo(SDP.text());
        assertThat(ok.header("Contact")).isEqualTo("<sip:1002@127.0.0.1:" + number() + ">");
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, early));
        a.next(LegEvent.Confirmed.class);

        phone.send(phone.request("BYE", 2, Phone.branch(), callId, early, "Reason: Q.850;cause=16"));
        phone.await("SIP/2.0 200");
        LegEvent.Ended ended = a.next(LegEvent.Ended.class);
        assertThat(ended.cause()).isEqualTo(Cause.of(Cause.By.PEER, 200, new Header("Reason", "Q.850;cause=16")));
        nothingIsLeft();
    }

    @Test
    void isEndedByUsWithABye() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        String tag = answered(a);
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200, new Header("Reason", "SIP;cause=200"))));
        a.next(LegEvent.Ended.class);
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.first()).isEqualTo("BYE sip:1001@" + phone.address() + " SIP/2.0");
        assertThat(bye.header("From")).endsWith(";tag=" + tag);
        assertThat(bye.header("To")).endsWith(";tag=phone");
        assertThat(bye.all("Reason")).containsExactly("SIP;cause=200");
        phone.send(phone.response(bye, "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void aCancelIsAnsweredAndSoIsTheInviteWithTheSameTag() throws Exception {
        String branch = Phone.branch();
        phone.send(invite(branch));
        Heard a = offered();
        a.run(leg -> leg.progress(Status.RINGING, Optional.empty()));
        phone.await("SIP/2.0 180");
        phone.send(phone.request("CANCEL", 1, branch, callId, "", "Reason: SIP;cause=200"));
        Phone.Message cancelled = phone.await("SIP/2.0 200");
        assertThat(cancelled.header("CSeq")).isEqualTo("1 CANCEL");
        Phone.Message terminated = phone.await("SIP/2.0 487");
        assertThat(terminated.toTag()).isEqualTo(cancelled.toTag()).isNotEmpty();
        phone.send(phone.request("ACK", 1, branch, callId, terminated.toTag()));
        LegEvent.Ended ended = a.next(LegEvent.Ended.class);
        assertThat(ended.cause()).isEqualTo(Cause.of(Cause.By.PEER, 487, new Header("Reason", "SIP;cause=200")));
        nothingIsLeft();
    }

    @Test
    void aCancelOfNothingIsUnknown() throws Exception {
        phone.send(phone.request("CANCEL", 1, Phone.branch(), callId, ""));
        phone.await("SIP/2.0 481");
    }

    @Test
    void anInviteThatComesAgainIsAbsorbed() throws Exception {
        String invite = invite(Phone.branch());
        phone.send(invite);
        Heard a = offered();
        a.run(leg -> leg.progress(Status.RINGING, Optional.empty()));
        phone.await("SIP/2.0 180");
        phone.send(invite);
        phone.await("SIP/2.0 180");
        assertThat(offers).isEmpty();
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 486)));
        phone.await("SIP/2.0 486");
    }

    @Test
    void aSecondWayOfTheSameInviteIsRefusedAsMerged() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        phone.send(invite(Phone.branch()));
        phone.await("SIP/2.0 482");
        assertThat(offers).isEmpty();
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 486)));
        phone.await("SIP/2.0 486");
        nothingIsLeft();
    }

    @Test
    void aTwoHundredIsRepeatedUntilItsAckComes() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        Phone.Message first = phone.await("SIP/2.0 200");
        assertThat(phone.await("SIP/2.0 200").text()).isEqualTo(first.text());
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, first.toTag()));
        a.next(LegEvent.Confirmed.class);
        phone.hearsNo("SIP/2.0 200", 1_500);
        phone.send(phone.request("BYE", 2, Phone.branch(), callId, first.toTag()));
        phone.await("SIP/2.0 200");
        nothingIsLeft();
    }

    @Test
    void anInviteThatComesAgainAfterTheTwoHundredHasItRepeatedAndLeavesNothing() throws Exception {
        String invite = invite(Phone.branch());
        phone.send(invite);
        Heard a = offered();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        Phone.Message first = phone.await("SIP/2.0 200");
        phone.send(invite);
        assertThat(phone.await("SIP/2.0 200").toTag()).isEqualTo(first.toTag());
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, first.toTag()));
        a.next(LegEvent.Confirmed.class);
        phone.hearsNo("SIP/2.0 1", 500);
        phone.send(phone.request("BYE", 2, Phone.branch(), callId, first.toTag()));
        phone.await("SIP/2.0 200");
        nothingIsLeft();
    }

    @Test
    void weHangUpBeforeTheAckAndTheByeWaitsForIt() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        Phone.Message ok = phone.await("SIP/2.0 200");
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        a.next(LegEvent.Ended.class);
        phone.hearsNo("BYE", 200);
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, ok.toTag()));
        Phone.Message bye = phone.await("BYE");
        phone.send(phone.response(bye, "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void aTwoHundredIsRepeatedUntilItsAckAlsoWhenAByeCameFirst() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        a.run(leg -> leg.progress(Status.RINGING, Optional.empty()));
        String tag = phone.await("SIP/2.0 180").toTag();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        phone.await("SIP/2.0 200");
        phone.send(phone.request("BYE", 2, Phone.branch(), callId, tag));
        a.next(LegEvent.Ended.class);
        noCallIsLeft();
        assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("2 BYE");
        assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("1 INVITE");
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, tag));
        nothingIsLeft();
    }

    @Test
    void anAnswerThatMeetsACancelIsNotGiven() throws Exception {
        String branch = Phone.branch();
        phone.send(invite(branch));
        Heard a = offered();
        CountDownLatch cancelled = new CountDownLatch(1);
        a.run(leg -> {
            try {
                assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            leg.answer(Optional.of(SDP));
        });
        phone.send(phone.request("CANCEL", 1, branch, callId, ""));
        assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("1 CANCEL");
        cancelled.countDown();
        Phone.Message terminated = phone.await("SIP/2.0 487");
        phone.send(phone.request("ACK", 1, branch, callId, terminated.toTag()));
        assertThat(a.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(487);
        nothingIsLeft();
    }

    @Test
    void whatThePhoneAskedIsAnsweredWithTheEndOfTheLeg() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        String tag = answered(a);
        phone.send(phone.request("INFO", 2, Phone.branch(), callId, tag));
        a.next(LegEvent.Asked.class);
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        assertThat(phone.await("SIP/2.0 487").header("CSeq")).isEqualTo("2 INFO");
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void anEarlyByeEndsTheInviteToo() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        a.run(leg -> leg.progress(Status.RINGING, Optional.empty()));
        String tag = phone.await("SIP/2.0 180").toTag();
        phone.send(phone.request("BYE", 2, Phone.branch(), callId, tag));
        List<String> answers = List.of(phone.receive().first(), phone.receive().first());
        assertThat(answers).containsExactlyInAnyOrder("SIP/2.0 200 OK", "SIP/2.0 487 Request Terminated");
        a.next(LegEvent.Ended.class);
        nothingIsLeft();
    }

    @Test
    void aReasonThatCannotBeWrittenKeepsNoCallFromEnding() throws Exception {
        phone.send(invite(Phone.branch()));
        Heard a = offered();
        Header bad = new Header("Retry-After", "soon");
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 480, bad, new Header("Reason", "Q.850;cause=19"))));
        Phone.Message refused = phone.await("SIP/2.0 480");
        assertThat(refused.all("Retry-After")).isEmpty();
        assertThat(refused.all("Reason")).containsExactly("Q.850;cause=19");
        a.next(LegEvent.Ended.class);
        nothingIsLeft();
    }
}
