// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.SipReply;

/** Calls whose engine is replaced under them. */
class LeftLegsTest extends EndpointFixture {
    private Phone phone;
    private String callId;
    private String tag;

    @BeforeEach
    void aPhone() throws Exception {
        phone = new Phone(number());
        callId = Phone.branch();
    }

    @AfterEach
    void over() {
        endpoint.modified(Map.of("patience", 1000));
        nothingIsLeft();
        phone.close();
    }

    private Heard ringing() throws Exception {
        phone.send(phone.request("INVITE", 1, Phone.branch(), callId, "", SDP.text()));
        return offered();
    }

    private Heard answered() throws Exception {
        Heard a = ringing();
        a.run(leg -> leg.answer(Optional.of(SDP)));
        tag = phone.await("SIP/2.0 200").toTag();
        phone.send(request("ACK", 1));
        a.next(LegEvent.Confirmed.class);
        return a;
    }

    private String request(String method, int cseq, String... more) {
        return phone.request(method, cseq, Phone.branch(), callId, tag, more);
    }

    private void leave(Heard heard) {
        heard.run(leg -> leg.remember(Map.of("record", "of the call")));
        heard.run(Leg::leave);
        eventually(() -> endpoint.left().contains(heard.leg()));
    }

    /** The next engine's ear on the only leg that was left. */
    private Heard taken(Heard before) {
        List<Leg> left = endpoint.left();
        assertThat(left).containsExactly(before.leg());
        assertThat(left.get(0).memory()).isEqualTo(Map.of("record", "of the call"));
        Heard next = new Heard(left.get(0), before.executor(), new LinkedBlockingQueue<>());
        next.run(leg -> leg.listen(next.events()::add));
        eventually(() -> endpoint.left().isEmpty());
        return next;
    }

    private Table table(String name) {
        return endpoint.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCallThatTalksGoesOnWithTheNextEngine() throws Exception {
        Heard before = answered();
        leave(before);
        assertThat(table("legs left").callIds()).containsExactly(before.leg().callId());
        phone.send(request("INFO", 2));
        phone.send(request("INVITE", 3, SDP.text()));
        phone.await("SIP/2.0 100");
        Heard after = taken(before);
        LegEvent.Asked info = after.next(LegEvent.Asked.class);
        LegEvent.Asked hold = after.next(LegEvent.Asked.class);
        assertThat(before.events()).isEmpty();
        after.run(leg -> info.exchange().answer(SipReply.of(200)));
        after.run(leg -> hold.exchange().answer(SipReply.of(488)));
        phone.await("SIP/2.0 200");
        phone.await("SIP/2.0 488");
        after.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
    }

    @Test
    void anInviteThatIsUnansweredWaitsForTheNextEngine() throws Exception {
        Heard before = ringing();
        leave(before);
        Heard after = taken(before);
        after.run(leg -> leg.hangup(Cause.of(Cause.By.US, 486)));
        phone.await("SIP/2.0 486");
        after.next(LegEvent.Ended.class);
    }

    @Test
    void aCallThatEndedMeanwhileIsStillToldOf() throws Exception {
        Heard before = answered();
        leave(before);
        phone.send(request("BYE", 2));
        phone.await("SIP/2.0 200");
        eventually(() -> table("legs").size() == 0);
        assertThat(table("legs left").size()).isEqualTo(1);
        assertThat(taken(before).next(LegEvent.Ended.class).cause().by()).isEqualTo(Cause.By.PEER);
    }

    @Test
    void theAnswerToAReinviteThatAnEngineLeftUnderWayStillArrives() throws Exception {
        Heard before = answered();
        BlockingQueue<SipReply> replies = new LinkedBlockingQueue<>();
        before.run(leg -> leg.ask(new Query("INVITE", List.of(), Optional.of(SDP)), replies::add));
        Phone.Message invite = phone.await("INVITE");
        leave(before);
        phone.send(phone.response(invite, "200 OK", "", SDP.text()));
        assertThat(replies.poll(5, TimeUnit.SECONDS).status().code()).isEqualTo(200);
        Heard after = taken(before);
        after.run(leg -> leg.confirm(Optional.empty()));
        phone.await("ACK");
        // and there is room for the next
        after.run(leg -> leg.ask(new Query("INVITE", List.of(), Optional.of(SDP)), replies::add));
        phone.send(phone.response(phone.await("INVITE"), "488 Not Acceptable Here", ""));
        assertThat(replies.poll(5, TimeUnit.SECONDS).status().code()).isEqualTo(488);
        phone.send(request("BYE", 2));
        after.next(LegEvent.Ended.class);
    }

    @Test
    void callsThatNobodyComesForAreEnded() throws Exception {
        endpoint.modified(Map.of("orphan.timeout", 1));
        Heard talking = answered();
        leave(talking);
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.header("Reason")).isEqualTo("SIP;cause=503;text=\"Nobody serves the call\"");
        phone.send(phone.response(bye, "200 OK", ""));
        callId = Phone.branch();
        leave(ringing());
        phone.await("SIP/2.0 503");
        eventually(() -> endpoint.left().isEmpty());
    }

    @Test
    void aLegThatLeadsNowhereIsLeftLikeAnyOther() throws Exception {
        Heard b = calling(
                new org.strowger.api.sip.Flow(org.strowger.api.sip.Transport.TLS, "127.0.0.1", 5061, "none"),
                Optional.of(SDP));
        b.next(LegEvent.Ended.class);
        b.run(Leg::leave);
        CountDownLatch done = new CountDownLatch(1);
        b.executor().accept(done::countDown);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(endpoint.left()).isEmpty();
    }

    /** More applications hang than there are threads, and no interrupt helps; phones are served all the same. */
    @Test
    void applicationsThatHangCostTheirOwnCalls() throws Exception {
        int hanging = 4;
        CountDownLatch release = new CountDownLatch(1);
        LegAddresses addresses = new LegAddresses("127.0.0.1", "127.0.0.1", "127.0.0.1");
        BlockingQueue<LegEvent> ends = new LinkedBlockingQueue<>();
        for (int i = 0; i < hanging; i++) {
            Seat seat = endpoint.seat();
            Wire wire = endpoint.wire(seat, addresses, "7000", Leg.Side.A, Duration.ofMillis(100));
            seat.executor().execute(() -> {
                wire.calling().listen(ends::add);
                wire.answering().listen(event -> hang(release));
                wire.calling().start(Optional.of(SDP));
            });
        }
        for (int i = 0; i < hanging; i++) {
            assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo(new LegEvent.Ended(Cause.of(Cause.By.PEER, 500)));
        }
        assertThat(table("threads written off").size()).isEqualTo(hanging);
        Heard a = answered();
        phone.send(request("BYE", 2));
        a.next(LegEvent.Ended.class);
        release.countDown();
        eventually(() -> table("threads written off").size() == 0);
        assertThat(ends).isEmpty();
    }

    private static void hang(CountDownLatch release) {
        while (release.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }
}
