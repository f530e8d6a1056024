// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Target;
import org.strowger.api.call.Target.Quirks;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Calls with a Call-ID of somebody else's, whose steps are told, to peers that depart from the standard. */
class SupervisedCallTest extends EndpointFixture {
    private Phone phone;

    @BeforeEach
    void aPhone() throws IOException {
        phone = new Phone(number());
    }

    @AfterEach
    void hangUpThePhone() {
        phone.close();
    }

    private Heard dials(Quirks quirks) {
        Flow flow = new Flow(Transport.UDP, "127.0.0.1", phone.port(), "udp");
        SipUri uri = SipUri.of("1002", "127.0.0.1", flow.port());
        Target target = new Target(
                uri,
                NameAddr.of(SipUri.ours("1001")),
                NameAddr.of(uri),
                Optional.of(flow),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                quirks);
        Seat seat = endpoint.seat();
        Leg leg = endpoint.invite(
                new Invitation(seat.callId(), target, 69, Optional.of("ours@here"), true), seat.executor());
        Heard heard = new Heard(leg, seat.executor()::execute, new LinkedBlockingQueue<>());
        heard.run(self -> self.listen(heard.events()::add));
        heard.run(self -> self.start(Optional.of(SDP)));
        return heard;
    }

    private void ends(Heard b) throws Exception {
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        nothingIsLeft();
    }

    @Test
    void theInviteHasTheCallIdAndIsToldOf() throws Exception {
        Heard b = dials(Quirks.NONE);
        Phone.Message invite = phone.await("INVITE");
        assertThat(invite.header("Call-ID")).isEqualTo("ours@here");
        b.next(LegEvent.Sent.class);
        phone.send(phone.response(invite, "200 OK", "b1", SDP.text()));
        b.next(LegEvent.Answered.class);
        LegInfo info = b.leg().info();
        assertThat(info.from()).isEqualTo(invite.header("From"));
        assertThat(info.to()).isEqualTo(invite.header("To") + ";tag=b1");
        assertThat(info.cseq()).isEqualTo(1);
        b.run(leg -> leg.confirm(Optional.empty()));
        phone.await("ACK");
        ends(b);
    }

    @Test
    void aDialogStaysOursWhateverTheAnswerSays() throws Exception {
        Heard b = dials(Quirks.NONE);
        assertThat(answeredElsewhere(b)).isEqualTo("ours@here");
        ends(b);
    }

    @Test
    void aDialogIsThePeersWhereThatIsBorneWith() throws Exception {
        Heard b = dials(new Quirks(true, Optional.empty()));
        assertThat(answeredElsewhere(b)).isEqualTo("ours@sbc");
        assertThat(b.leg().info().sipCallId()).isEqualTo("ours@sbc");
        ends(b);
    }

    /** What Call-ID the ACK of an answer with another one has. */
    private String answeredElsewhere(Heard b) throws Exception {
        Phone.Message invite = phone.await("INVITE");
        b.next(LegEvent.Sent.class);
        String answer = phone.response(invite, "200 OK", "b1", SDP.text());
        phone.send(answer.replace("ours@here", "ours@sbc"));
        b.next(LegEvent.Answered.class);
        b.run(leg -> leg.confirm(Optional.empty()));
        return phone.await("ACK").header("Call-ID");
    }

    @Test
    void aCancelGoesOutAfterItsGrace() throws Exception {
        Heard b = dials(new Quirks(false, Optional.of(Duration.ofMillis(200))));
        Phone.Message invite = phone.await("INVITE");
        b.next(LegEvent.Sent.class);
        long asked = System.nanoTime();
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 487)));
        Phone.Message cancel = phone.await("CANCEL");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
        phone.send(phone.response(cancel, "200 OK", "b1"));
        phone.send(phone.response(invite, "487 Request Terminated", "b1"));
        phone.await("ACK");
        nothingIsLeft();
    }
}
