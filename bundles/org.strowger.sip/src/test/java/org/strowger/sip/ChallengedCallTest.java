// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Calls out that the peer wants credentials for: RFC 3261 sections 8.1.3.5 and 22.2. */
class ChallengedCallTest extends EndpointFixture {
    private static final String CHALLENGE =
            "Proxy-Authenticate: Digest realm=\"example.org\", nonce=\"n1\", qop=\"auth\"";

    private Heard dials(Phone peer, Optional<Credentials> credentials) {
        Flow flow = new Flow(Transport.UDP, "127.0.0.1", peer.port(), "udp");
        SipUri uri = SipUri.of("1002", "127.0.0.1", flow.port());
        Target target = new Target(
                uri,
                NameAddr.of(SipUri.ours("1001")),
                NameAddr.of(uri),
                Optional.of(flow),
                List.of(),
                List.of(),
                "line-user",
                credentials);
        Seat seat = endpoint.seat();
        var leg = endpoint.invite(new Invitation(seat.callId(), target, 69), seat.executor());
        Heard heard = new Heard(leg, seat.executor()::execute, new java.util.concurrent.LinkedBlockingQueue<>());
        heard.run(self -> self.listen(heard.events()::add));
        heard.run(self -> self.start(Optional.of(SDP)));
        return heard;
    }

    private Heard dials(Phone peer) {
        return dials(peer, Optional.of(new Credentials("alice", "secret")));
    }

    private static Phone.Message challenged(Phone peer) throws IOException {
        Phone.Message first = peer.await("INVITE");
        peer.send(peer.response(first, "100 Trying", ""));
        peer.send(peer.response(first, "407 Proxy Authentication Required", "p", CHALLENGE));
        assertThat(peer.await("ACK").header("CSeq")).isEqualTo("1 ACK");
        return first;
    }

    @Test
    void theInviteGoesAgainWithCredentials() throws IOException, InterruptedException {
        try (Phone peer = new Phone(number())) {
            Heard heard = dials(peer);
            Phone.Message first = challenged(peer);
            Phone.Message second = peer.await("INVITE");
            assertThat(second.header("CSeq")).isEqualTo("2 INVITE");
            assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
            assertThat(second.header("From")).isEqualTo(first.header("From"));
            assertThat(second.toTag()).isEmpty();
            assertThat(second.header("Via")).isNotEqualTo(first.header("Via"));
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.header("Proxy-Authorization")).contains("uri=\"sip:1002@127.0.0.1:" + peer.port() + "\"");
            assertThat(second.header("Contact")).isEqualTo("<sip:line-user@127.0.0.1:" + number() + ">");
            assertThat(heard.next(LegEvent.Progressed.class).status().code()).isEqualTo(100);
            peer.send(peer.response(second, "200 OK", "b", SDP.text()));
            heard.next(LegEvent.Answered.class);
            heard.run(leg -> leg.confirm(Optional.empty()));
            assertThat(peer.await("ACK").header("CSeq")).isEqualTo("2 ACK");
            heard.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
            Phone.Message bye = peer.await("BYE");
            assertThat(bye.header("CSeq")).isEqualTo("3 BYE");
            peer.send(peer.response(bye, "200 OK", "b"));
            heard.next(LegEvent.Ended.class);
        }
        nothingIsLeft();
    }

    @Test
    void aRefusalOfTheCredentialsIsTheEnd() throws IOException, InterruptedException {
        try (Phone peer = new Phone(number())) {
            Heard heard = dials(peer);
            challenged(peer);
            Phone.Message second = peer.await("INVITE");
            peer.send(peer.response(second, "407 Proxy Authentication Required", "p", CHALLENGE));
            heard.next(LegEvent.Progressed.class);
            assertThat(heard.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(407);
        }
        nothingIsLeft();
    }

    @Test
    void withoutCredentialsAChallengeIsARefusal() throws IOException, InterruptedException {
        try (Phone peer = new Phone(number())) {
            Heard heard = dials(peer, Optional.empty());
            challenged(peer);
            heard.next(LegEvent.Progressed.class);
            assertThat(heard.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(407);
        }
        nothingIsLeft();
    }

    @Test
    void whoHangsUpAfterTheChallengeCancelsTheSecondInviteAndNotBeforeItsProvisional()
            throws IOException, InterruptedException {
        try (Phone peer = new Phone(number())) {
            Heard heard = dials(peer);
            challenged(peer);
            Phone.Message second = peer.await("INVITE");
            heard.run(leg -> leg.hangup(Cause.of(Cause.By.US, 487)));
            peer.hearsNo("CANCEL", 300);
            peer.send(peer.response(second, "180 Ringing", "b"));
            Phone.Message cancel = peer.await("CANCEL");
            assertThat(cancel.header("CSeq")).isEqualTo("2 CANCEL");
            assertThat(cancel.header("Via")).isEqualTo(second.header("Via"));
            peer.send(peer.response(cancel, "200 OK", "b"));
            peer.send(peer.response(second, "487 Request Terminated", "b"));
            heard.next(LegEvent.Progressed.class);
            heard.next(LegEvent.Ended.class);
        }
        nothingIsLeft();
    }

    @Test
    void whoHasHungUpIsNotAskedAgain() throws IOException, InterruptedException {
        try (Phone peer = new Phone(number())) {
            Heard heard = dials(peer);
            Phone.Message first = peer.await("INVITE");
            heard.run(leg -> leg.hangup(Cause.of(Cause.By.US, 487)));
            heard.next(LegEvent.Ended.class);
            peer.send(peer.response(first, "407 Proxy Authentication Required", "p", CHALLENGE));
            peer.await("ACK");
            peer.hearsNo("INVITE", 300);
        }
        nothingIsLeft();
    }
}
