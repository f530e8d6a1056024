// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;

class OutgoingCallTest extends EndpointFixture {
    private Phone phone;

    @BeforeEach
    void aPhone() throws IOException {
        phone = new Phone(number());
    }

    @AfterEach
    void hangUpThePhone() {
        phone.close();
    }

    private static Cause hungUp() {
        return Cause.of(Cause.By.US, 487, new Header("Reason", "SIP;cause=487;text=\"gave up\""));
    }

    private static String cseq(Phone.Message message) {
        return message.header("CSeq");
    }

    private static String branch(Phone.Message message) {
        String via = message.header("Via");
        return via.substring(via.indexOf("branch=")).split(";")[0];
    }

    /** Answers an INVITE that came, and sees its ACK. */
    private Phone.Message answer(Heard b, Phone.Message invite, String... more) throws Exception {
        phone.send(phone.response(invite, "200 OK", "b1", with(more)));
        b.next(LegEvent.Answered.class);
        b.run(leg -> leg.confirm(Optional.empty()));
        return phone.await("ACK");
    }

    private static String[] with(String... more) {
        String[] all = java.util.Arrays.copyOf(more, more.length + 1);
        all[more.length] = SDP.text();
        return all;
    }

    @Test
    void ringsIsAnsweredAndEndedByUs() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        assertThat(invite.first()).isEqualTo("INVITE sip:1002@" + phone.address() + " SIP/2.0");
        assertThat(invite.header("From")).startsWith("<sip:1001@127.0.0.1>;tag=");
        assertThat(invite.header("To")).isEqualTo("<sip:1002@" + phone.address() + ">");
        assertThat(invite.header("Max-Forwards")).isEqualTo("69");
        assertThat(invite.header("Contact")).isEqualTo("<sip:1001@127.0.0.1:" + number() + ">");
        assertThat(invite.all("Via")).hasSize(1);
        assertThat(invite.body()).isEqualTo(SDP.text());

        phone.send(phone.response(invite, "100 Trying", ""));
        phone.send(phone.response(invite, "180 Ringing", "b1"));
        assertThat(b.next(LegEvent.Progressed.class).status().code()).isEqualTo(100);
        assertThat(b.next(LegEvent.Progressed.class).status().code()).isEqualTo(180);
        Phone.Message ack = answer(b, invite);
        assertThat(cseq(ack)).isEqualTo("1 ACK");
        assertThat(branch(ack)).isNotEqualTo(branch(invite));

        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        Phone.Message bye = phone.await("BYE");
        assertThat(cseq(bye)).isEqualTo("2 BYE");
        assertThat(bye.header("To")).endsWith(";tag=b1");
        phone.send(phone.response(bye, "200 OK", ""));
        b.next(LegEvent.Ended.class);
        nothingIsLeft();
    }

    @Test
    void acknowledgesASuccessThatBelongsToNoTransaction() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        Phone.Message ack = answer(b, invite);
        String success = phone.response(invite, "200 OK", "b1", with());
        phone.send(success.replace(branch(invite), "branch=z9hG4bKunknown"));
        Phone.Message again = phone.await("ACK");
        assertThat(again.header("CSeq")).isEqualTo(ack.header("CSeq"));
        assertThat(branch(again)).isEqualTo(branch(ack));
        phone.send(success.replace(branch(invite), "branch=older"));
        assertThat(branch(phone.await("ACK"))).isEqualTo(branch(ack));
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void followsTheRoutesThatTheAnswerRecorded() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        String near = "<sip:" + phone.address() + ";lr;near>";
        String far = "<sip:192.0.2.99;lr;far>";
        Phone.Message ack = answer(b, invite, "Record-Route: " + far, "Record-Route: " + near);
        assertThat(ack.all("Route")).containsExactly(near + "," + far);
        assertThat(ack.first()).isEqualTo("ACK sip:1002@" + phone.address() + " SIP/2.0");
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.all("Route")).containsExactly(near + "," + far);
        phone.send(phone.response(bye, "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void isRefusedWithThePhonesReason() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        phone.send(phone.response(invite, "486 Busy Here", "b1", "Reason: Q.850;cause=17", "Server: x"));
        Phone.Message ack = phone.await("ACK");
        assertThat(branch(ack)).isEqualTo(branch(invite));
        assertThat(b.next(LegEvent.Ended.class).cause())
                .isEqualTo(Cause.of(Cause.By.PEER, 486, new Header("Reason", "Q.850;cause=17")));
        nothingIsLeft();
    }

    @Test
    void aCancelWaitsForAProvisionalAnswer() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        b.run(leg -> leg.hangup(hungUp()));
        assertThat(b.next(LegEvent.Ended.class).cause()).isEqualTo(hungUp());
        phone.hearsNo("CANCEL", 300);
        phone.send(phone.response(invite, "100 Trying", ""));
        Phone.Message cancel = phone.await("CANCEL");
        assertThat(branch(cancel)).isEqualTo(branch(invite));
        assertThat(cseq(cancel)).isEqualTo("1 CANCEL");
        assertThat(cancel.header("From")).isEqualTo(invite.header("From"));
        assertThat(cancel.all("Reason")).containsExactly("SIP;cause=487;text=\"gave up\"");
        assertThat(cancel.all("Via")).hasSize(1);
        assertThat(cancel.body()).isEmpty();
        phone.send(phone.response(cancel, "200 OK", "b1"));
        phone.send(phone.response(invite, "487 Request Terminated", "b1"));
        phone.await("ACK");
        nothingIsLeft();
    }

    @Test
    void oneCancelIsSentThoughItRingsAgain() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        phone.send(phone.response(invite, "180 Ringing", "b1"));
        b.next(LegEvent.Progressed.class);
        b.run(leg -> leg.hangup(hungUp()));
        b.run(leg -> leg.hangup(hungUp()));
        phone.send(phone.response(phone.await("CANCEL"), "200 OK", "b1"));
        phone.send(phone.response(invite, "183 Session Progress", "b1"));
        phone.hearsNo("CANCEL", 700);
        phone.send(phone.response(invite, "487 Request Terminated", "b1"));
        phone.await("ACK");
        b.next(LegEvent.Ended.class);
        assertThat(b.events()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void anAnswerThatCrossesTheCancelIsAcknowledgedAndEnded() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        phone.send(phone.response(invite, "180 Ringing", "b1"));
        b.next(LegEvent.Progressed.class);
        b.run(leg -> leg.hangup(hungUp()));
        Phone.Message cancel = phone.await("CANCEL");
        String ok = phone.response(invite, "200 OK", "b1", SDP.text());
        phone.send(phone.response(cancel, "481 Call/Transaction Does Not Exist", "b1"));
        phone.send(ok);
        phone.await("ACK");
        Phone.Message bye = phone.await("BYE");
        // lost, so it comes again: so does the ACK
        phone.send(ok);
        phone.await("ACK");
        phone.send(phone.response(bye, "200 OK", ""));
        b.next(LegEvent.Ended.class);
        assertThat(b.events()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void aTwoHundredThatComesAgainIsAcknowledgedAgain() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        Phone.Message ack = answer(b, invite);
        for (int i = 0; i < 2; i++) {
            phone.send(phone.response(invite, "200 OK", "b1", SDP.text()));
            assertThat(phone.await("ACK").text()).isEqualTo(ack.text());
        }
        assertThat(b.events()).isEmpty();
        phone.send(
                phone.request("BYE", "sip:x@127.0.0.1:" + number(), 1, Phone.branch(), invite.header("Call-ID"), ""));
        phone.await("SIP/2.0 481");
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void aSecondPhoneThatAnswersBehindAForkIsAcknowledgedAndEnded() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        answer(b, invite);
        phone.send(phone.response(invite, "200 OK", "b2", SDP.text()));
        assertThat(phone.await("ACK").header("To")).endsWith(";tag=b2");
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.header("To")).endsWith(";tag=b2");
        phone.send(phone.response(bye, "200 OK", ""));
        assertThat(b.events()).isEmpty();
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        Phone.Message own = phone.await("BYE");
        assertThat(own.header("To")).endsWith(";tag=b1");
        phone.send(phone.response(own, "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void aPhoneBehindAForkThatAnswersAfterTheCallIsEnded() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        answer(b, invite);
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
        String late = phone.response(invite, "200 OK", "b2", SDP.text());
        phone.send(late);
        Phone.Message ack = phone.await("ACK");
        assertThat(ack.header("To")).endsWith(";tag=b2");
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.header("To")).endsWith(";tag=b2");
        assertThat(cseq(bye)).isEqualTo("2 BYE");
        phone.send(phone.response(bye, "200 OK", ""));
        // lost, so it comes again: so does the ACK, and no second BYE
        phone.send(late);
        assertThat(phone.await("ACK").text()).isEqualTo(ack.text());
        phone.hearsNo("BYE", 700);
        nothingIsLeft();
    }

    @Test
    void anAnswerWithAnOfferHasItsAnswerInTheAck() throws Exception {
        Heard b = calling(phone, Optional.empty());
        Phone.Message invite = phone.await("INVITE");
        assertThat(invite.all("Content-Type")).isEmpty();
        phone.send(phone.response(invite, "200 OK", "b1", SDP.text()));
        assertThat(b.next(LegEvent.Answered.class).body()).contains(SDP);
        phone.hearsNo("ACK", 300);
        b.run(leg -> leg.confirm(Optional.of(SDP)));
        assertThat(phone.await("ACK").body()).isEqualTo(SDP.text());
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void aByeThatThePhoneDoesNotKnowEndsItAllTheSame() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        answer(b, phone.await("INVITE"));
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "481 Call/Transaction Does Not Exist", ""));
        nothingIsLeft();
    }

    @Test
    void aPhoneBehindAForkThatAnswersAfterAnotherHasRefused() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        phone.send(phone.response(invite, "486 Busy Here", "b1"));
        assertThat(branch(phone.await("ACK"))).isEqualTo(branch(invite));
        b.next(LegEvent.Ended.class);
        phone.send(phone.response(invite, "200 OK", "b2", SDP.text()));
        Phone.Message ack = phone.await("ACK");
        assertThat(ack.header("To")).endsWith(";tag=b2");
        assertThat(branch(ack)).isNotEqualTo(branch(invite));
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.header("To")).endsWith(";tag=b2");
        phone.send(phone.response(bye, "200 OK", ""));
        // and what the stack has to do with the refusal it does still
        phone.send(phone.response(invite, "486 Busy Here", "b1"));
        assertThat(branch(phone.await("ACK"))).isEqualTo(branch(invite));
        assertThat(b.events()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void aContactThatNobodyCanReachIsNoReasonToLoseTheCall() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        String ok = phone.response(invite, "200 OK", "b1", "Record-Route: <http://proxy.example>", SDP.text());
        phone.send(ok.replaceFirst("Contact: [^\r]*", "Contact: <mailto:bob@example.org>"));
        b.next(LegEvent.Answered.class);
        b.run(leg -> leg.confirm(Optional.empty()));
        assertThat(phone.await("ACK").first()).isEqualTo("ACK sip:" + phone.address() + " SIP/2.0");
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void theLegsAreTold() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        assertThat(b.leg().info().sipCallId()).isEqualTo(invite.header("Call-ID"));
        assertThat(b.leg().info().state()).isEqualTo("calling");
        assertThat(List.of(b.leg().addresses().peer(), b.leg().addresses().bound()))
                .containsOnly("127.0.0.1");
        phone.send(phone.response(invite, "603 Decline", "b1"));
        b.next(LegEvent.Ended.class);
        nothingIsLeft();
    }
}
