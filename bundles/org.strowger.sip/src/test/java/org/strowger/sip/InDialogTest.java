// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** What happens within an answered call: leg a of a phone that called us. */
class InDialogTest extends EndpointFixture {
    private static final Body HOLD = Body.sdp("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\na=sendonly\r\n");

    private final BlockingQueue<SipReply> replies = new LinkedBlockingQueue<>();
    private Phone phone;
    private String callId;
    private String tag;
    private Heard a;

    @BeforeEach
    void anAnsweredCall() throws Exception {
        phone = new Phone(number());
        callId = Phone.branch();
        replies.clear();
        phone.send(phone.request("INVITE", 1, Phone.branch(), callId, "", SDP.text()));
        a = offered();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        tag = phone.await("SIP/2.0 200").toTag();
        phone.send(request("ACK", 1));
        a.next(LegEvent.Confirmed.class);
    }

    @AfterEach
    void over() throws Exception {
        phone.send(request("BYE", 99));
        nothingIsLeft();
        phone.close();
    }

    private String request(String method, int cseq, String... more) {
        return phone.request(method, cseq, Phone.branch(), callId, tag, more);
    }

    private void ask(String method, Optional<Body> body) {
        a.run(leg -> leg.ask(new Query(method, List.of(), body), replies::add));
    }

    private SipReply reply() throws InterruptedException {
        SipReply reply = replies.poll(5, TimeUnit.SECONDS);
        assertThat(reply).as("a reply").isNotNull();
        return reply;
    }

    @Test
    void aReinviteOfThePhoneIsAnsweredAndItsAckHeard() throws Exception {
        phone.send(request("INVITE", 2, HOLD.text()));
        LegEvent.Asked asked = a.next(LegEvent.Asked.class);
        assertThat(asked.exchange().query().body()).contains(HOLD);
        phone.await("SIP/2.0 100");
        a.run(leg -> asked.exchange().answer(new SipReply(Status.OK, List.of(), Optional.of(SDP))));
        Phone.Message ok = phone.await("SIP/2.0 200");
        assertThat(ok.header("CSeq")).isEqualTo("2 INVITE");
        assertThat(ok.body()).isEqualTo(SDP.text());
        assertThat(ok.header("Contact")).contains(":" + number());
        // lost, so it is sent again
        assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("2 INVITE");
        phone.send(request("ACK", 2, HOLD.text()));
        assertThat(a.next(LegEvent.Confirmed.class).body()).contains(HOLD);
    }

    @Test
    void aReinviteOfOursIsAcknowledged() throws Exception {
        ask("INVITE", Optional.of(HOLD));
        Phone.Message reinvite = phone.await("INVITE");
        assertThat(reinvite.header("From")).endsWith(";tag=" + tag);
        assertThat(reinvite.body()).isEqualTo(HOLD.text());
        String ok = phone.response(reinvite, "200 OK", "", SDP.text());
        phone.send(ok);
        assertThat(reply().body()).contains(SDP);
        a.run(leg -> leg.confirm(Optional.empty()));
        Phone.Message ack = phone.await("ACK");
        assertThat(ack.header("CSeq")).isEqualTo(reinvite.header("CSeq").replace("INVITE", "ACK"));
        phone.send(ok);
        assertThat(phone.await("ACK").text()).isEqualTo(ack.text());
        assertThat(replies).isEmpty();
        ask("INVITE", Optional.of(HOLD));
        phone.send(phone.response(phone.await("INVITE"), "488 Not Acceptable Here", ""));
        assertThat(reply().status().code()).isEqualTo(488);
    }

    @Test
    void reinvitesThatCrossHaveToTryAgain() throws Exception {
        ask("INVITE", Optional.of(HOLD));
        Phone.Message ours = phone.await("INVITE");
        phone.send(request("INVITE", 2, SDP.text()));
        phone.send(phone.response(ours, "491 Request Pending", ""));
        phone.await("SIP/2.0 491");
        assertThat(reply().status().code()).isEqualTo(491);
        assertThat(a.events()).isEmpty();
    }

    @Test
    void aSecondReinviteWhileOneIsPendingIsPutOff() throws Exception {
        phone.send(request("INVITE", 2, HOLD.text()));
        LegEvent.Asked first = a.next(LegEvent.Asked.class);
        phone.send(request("INVITE", 3, SDP.text()));
        assertThat(phone.await("SIP/2.0 500").all("Retry-After")).hasSize(1);
        ask("INVITE", Optional.of(HOLD));
        assertThat(reply().status().code()).isEqualTo(491);
        a.run(leg -> first.exchange().answer(SipReply.of(488)));
        phone.await("SIP/2.0 488");
    }

    @Test
    void aReinviteMayBeCancelledAndTheCallGoesOn() throws Exception {
        String branch = Phone.branch();
        phone.send(phone.request("INVITE", 2, branch, callId, tag, HOLD.text()));
        LegEvent.Asked asked = a.next(LegEvent.Asked.class);
        phone.send(phone.request("CANCEL", 2, branch, callId, tag));
        assertThat(phone.await("SIP/2.0 200").header("CSeq")).isEqualTo("2 CANCEL");
        assertThat(phone.await("SIP/2.0 487").header("CSeq")).isEqualTo("2 INVITE");
        phone.send(phone.request("ACK", 2, branch, callId, tag));
        assertThat(a.next()).isEqualTo(new LegEvent.Withdrawn(asked.exchange()));
        ask("INFO", Optional.empty());
        phone.send(phone.response(phone.await("INFO"), "200 OK", ""));
        assertThat(reply().status()).isEqualTo(Status.OK);
    }

    /** A re-INVITE of ours that is withdrawn before the phone has said that it has it. */
    private Phone.Message withdrawn() throws Exception {
        ask("INVITE", Optional.of(HOLD));
        Phone.Message invite = phone.await("INVITE");
        a.run(Leg::withdraw);
        a.run(Leg::withdraw);
        phone.hearsNo("CANCEL", 300);
        phone.send(phone.response(invite, "100 Trying", ""));
        Phone.Message cancel = phone.await("CANCEL");
        assertThat(cancel.header("CSeq")).isEqualTo(invite.header("CSeq").replace("INVITE", "CANCEL"));
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        phone.send(phone.response(cancel, "200 OK", ""));
        return invite;
    }

    private void theCallGoesOn() throws Exception {
        ask("INVITE", Optional.of(HOLD));
        phone.send(phone.response(phone.await("INVITE"), "488 Not Acceptable Here", ""));
        assertThat(reply().status().code()).isEqualTo(488);
        assertThat(a.events()).isEmpty();
    }

    @Test
    void aReinviteOfOursMayBeWithdrawn() throws Exception {
        Phone.Message invite = withdrawn();
        phone.send(phone.response(invite, "487 Request Terminated", ""));
        phone.await("ACK");
        assertThat(reply().status().code()).isEqualTo(487);
        theCallGoesOn();
    }

    @Test
    void anAnswerThatCrossesTheWithdrawalCounts() throws Exception {
        Phone.Message invite = withdrawn();
        phone.send(phone.response(invite, "200 OK", "", SDP.text()));
        assertThat(reply().body()).contains(SDP);
        a.run(leg -> leg.confirm(Optional.empty()));
        phone.await("ACK");
        theCallGoesOn();
    }

    @Test
    void whereNoReinviteIsPendingNoneIsWithdrawn() throws Exception {
        a.run(Leg::withdraw);
        ask("INFO", Optional.empty());
        Phone.Message info = phone.await("INFO");
        a.run(Leg::withdraw);
        phone.send(phone.response(info, "200 OK", ""));
        assertThat(reply().status()).isEqualTo(Status.OK);
        phone.hearsNo("CANCEL", 300);
    }

    @Test
    void aByeOvertakesAReinvite() throws Exception {
        phone.send(request("INVITE", 2, HOLD.text()));
        a.next(LegEvent.Asked.class);
        phone.await("SIP/2.0 100");
        phone.send(request("BYE", 3));
        List<String> answers = List.of(phone.receive().first(), phone.receive().first());
        assertThat(answers).containsExactlyInAnyOrder("SIP/2.0 200 OK", "SIP/2.0 487 Request Terminated");
        a.next(LegEvent.Ended.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE", "INFO", "MESSAGE"})
    void otherRequestsPassBothWays(String method) throws Exception {
        phone.send(request(method, 2, HOLD.text()));
        LegEvent.Asked asked = a.next(LegEvent.Asked.class);
        a.run(leg -> asked.exchange().answer(SipReply.of(100)));
        a.run(leg -> asked.exchange().answer(SipReply.of(200, new Header("X-Own", "y"))));
        a.run(leg -> asked.exchange().answer(SipReply.of(500)));
        assertThat(phone.await("SIP/2.0").first()).isEqualTo("SIP/2.0 200 OK");
        ask(method, Optional.of(HOLD));
        phone.send(phone.response(phone.await(method), "202 Accepted", ""));
        assertThat(reply().status().code()).isEqualTo(202);
    }

    @Test
    void anUpdateMovesThePhone() throws Exception {
        try (Phone moved = new Phone(number())) {
            phone.send(request("UPDATE", 2)
                    .replaceFirst("Contact: [^\r]*", "Contact: <sip:1001@" + moved.address() + ">"));
            phone.await("SIP/2.0 200");
            ask("INFO", Optional.empty());
            moved.send(moved.response(moved.await("INFO"), "200 OK", ""));
            assertThat(reply().status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void anOldSequenceNumberIsOutOfOrder() throws Exception {
        phone.send(request("OPTIONS", 9));
        phone.await("SIP/2.0 200");
        phone.send(request("INFO", 8));
        assertThat(phone.await("SIP/2.0 500").header("CSeq")).isEqualTo("8 INFO");
        assertThat(a.events()).isEmpty();
    }

    @Test
    void anUnknownMethodIsNotAllowed() throws Exception {
        phone.send(request("PUBLISH", 2, "Event: presence"));
        assertThat(phone.await("SIP/2.0 405").all("Allow")).isNotEmpty();
    }

    @Test
    void anotherTagOrCallIdIsUnknown() throws Exception {
        phone.send(phone.request("INFO", 2, Phone.branch(), callId, "other"));
        phone.await("SIP/2.0 481");
        phone.send(phone.request("INFO", 2, Phone.branch(), "other", tag));
        phone.await("SIP/2.0 481");
        assertThat(a.events()).isEmpty();
    }

    @Test
    void anAnswerThatTheDialogIsUnknownEndsTheCall() throws Exception {
        ask("INFO", Optional.empty());
        phone.send(phone.response(phone.await("INFO"), "481 Call/Transaction Does Not Exist", ""));
        assertThat(reply().status().code()).isEqualTo(481);
        assertThat(a.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(481);
        phone.send(phone.response(phone.await("BYE"), "481 Call/Transaction Does Not Exist", ""));
    }

    @Test
    void anAnswerThatThePeerDidNotAnswerInTimeEndsTheCallToo() throws Exception {
        ask("INFO", Optional.empty());
        phone.send(phone.response(phone.await("INFO"), "408 Request Timeout", ""));
        assertThat(reply().status().code()).isEqualTo(408);
        assertThat(a.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(408);
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
    }

    @Test
    void whatIsAskedAfterTheEndIsAnsweredAtOnce() throws Exception {
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        ask("INFO", Optional.empty());
        assertThat(reply().status().code()).isEqualTo(481);
        Phone.Message bye = phone.await("BYE");
        phone.send(request("INVITE", 2, HOLD.text()));
        phone.await("SIP/2.0 481");
        phone.send(phone.response(bye, "200 OK", ""));
    }
}
