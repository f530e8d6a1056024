// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;
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
        Heard heard = new Heard(leg, seat.executor()::execute, new LinkedBlockingQueue<>());
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
            Phone.Message ack = peer.await("ACK");
            assertThat(ack.header("CSeq")).isEqualTo("2 ACK");
            // RFC 3261 section 13.2.2.4
            assertThat(ack.header("Proxy-Authorization")).isEqualTo(second.header("Proxy-Authorization"));
            heard.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
            Phone.Message bye = peer.await("BYE");
            assertThat(bye.header("CSeq")).isEqualTo("3 BYE");
            peer.send(peer.response(bye, "200 OK", "b"));
            heard.next(LegEvent.Ended.class);
        }
        nothingIsLeft();
    }

    private Heard talks(Phone peer, Optional<Credentials> credentials) throws IOException, InterruptedException {
        Heard heard = dials(peer, credentials);
        peer.send(peer.response(peer.await("INVITE"), "200 OK", "b", SDP.text()));
        heard.next(LegEvent.Answered.class);
        heard.run(leg -> leg.confirm(Optional.empty()));
        assertThat(peer.await("ACK").all("Proxy-Authorization")).isEmpty();
        return heard;
    }

    @Test
    void whatIsAskedWithinTheCallGoesAgainWithCredentials() throws Exception {
        try (Phone peer = new Phone(number())) {
            Heard heard = talks(peer, Optional.of(new Credentials("alice", "secret")));
            BlockingQueue<SipReply> replies = new LinkedBlockingQueue<>();
            heard.run(leg -> leg.ask(new Query("INVITE", List.of(), Optional.of(SDP)), replies::add));
            Phone.Message first = peer.await("INVITE");
            assertThat(first.header("CSeq")).isEqualTo("2 INVITE");
            peer.send(peer.response(first, "407 Proxy Authentication Required", "b", CHALLENGE));
            assertThat(peer.await("ACK").header("CSeq")).isEqualTo("2 ACK");
            Phone.Message second = peer.await("INVITE");
            assertThat(second.header("CSeq")).isEqualTo("3 INVITE");
            assertThat(second.toTag()).isEqualTo("b");
            assertThat(second.body()).isEqualTo(first.body());
            peer.send(peer.response(second, "200 OK", "b", SDP.text()));
            assertThat(replies.poll(5, TimeUnit.SECONDS))
                    .extracting(SipReply::status)
                    .isEqualTo(Status.OK);
            heard.run(leg -> leg.confirm(Optional.empty()));
            Phone.Message ack = peer.await("ACK");
            assertThat(ack.header("CSeq")).isEqualTo("3 ACK");
            assertThat(ack.header("Proxy-Authorization")).isEqualTo(second.header("Proxy-Authorization"));

            heard.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200, new Header("Reason", "Q.850;cause=16"))));
            Phone.Message bye = peer.await("BYE");
            peer.send(peer.response(bye, "407 Proxy Authentication Required", "b", CHALLENGE));
            Phone.Message again = peer.await("BYE");
            assertThat(again.header("CSeq")).isEqualTo("5 BYE");
            assertThat(again.header("Proxy-Authorization")).contains("username=\"alice\"");
            assertThat(again.header("Reason")).isEqualTo("Q.850;cause=16");
            peer.send(peer.response(again, "407 Proxy Authentication Required", "b", CHALLENGE));
            heard.next(LegEvent.Ended.class);
            peer.hearsNo("BYE", 300);
        }
        nothingIsLeft();
    }

    @Test
    void withoutCredentialsAChallengeWithinTheCallIsItsAnswer() throws Exception {
        try (Phone peer = new Phone(number())) {
            Heard heard = talks(peer, Optional.empty());
            BlockingQueue<SipReply> replies = new LinkedBlockingQueue<>();
            heard.run(leg -> leg.ask(new Query("INFO", List.of(), Optional.empty()), replies::add));
            peer.send(peer.response(peer.await("INFO"), "401 Unauthorized", "b", CHALLENGE));
            assertThat(replies.poll(5, TimeUnit.SECONDS))
                    .extracting(reply -> reply.status().code())
                    .isEqualTo(401);
            heard.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
            peer.send(peer.response(peer.await("BYE"), "401 Unauthorized", "b", CHALLENGE));
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
