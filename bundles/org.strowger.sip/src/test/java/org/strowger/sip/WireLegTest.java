// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Leg.Side;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.ManualExecutor;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class WireLegTest {
    private static final LegAddresses ADDRESSES = new LegAddresses("192.0.2.7", "192.0.2.1", "192.0.2.1");
    private static final Body OFFER = Body.sdp("v=0\r\n");
    private static final Cause BUSY = Cause.of(Cause.By.US, 486, new Header("Reason", "SIP;cause=486"));

    private final ManualExecutor queue = new ManualExecutor();
    private final StillClock clock = new StillClock();
    private final ManualScheduler timer = new ManualScheduler(clock);
    private final LegTable legs = new LegTable();
    private final Leases<Leg, Runnable> orphans =
            new Leases<>(100, 60_000, timer, () -> clock.millis() * 1_000_000, Runnable::run);
    private final Sip sip =
            new Sip(new Ports(), legs, orphans, null, timer, null, System::nanoTime, () -> StackSettings.DEFAULT);
    private final List<LegEvent> atB = new ArrayList<>();
    private final List<LegEvent> atA = new ArrayList<>();
    private final List<SipReply> replies = new ArrayList<>();
    private Leg b;
    private Leg a;

    @BeforeEach
    void aWire() {
        Wire wire = WireLeg.pair(sip, new Seat("call", queue), ADDRESSES, "7000", Side.A, Duration.ofSeconds(1));
        b = wire.calling();
        a = wire.answering();
        b.listen(atB::add);
        a.listen(atA::add);
    }

    @AfterEach
    void nothingIsLeft() {
        a.listen(event -> {});
        b.listen(event -> {});
        b.hangup(BUSY);
        queue.runAll();
        assertThat(legs.live()).isZero();
        assertThat(legs.callIds()).isEmpty();
        assertThat(orphans.size()).isZero();
    }

    private void answered() {
        b.start(Optional.of(OFFER));
        queue.runAll();
        a.answer(Optional.of(OFFER));
        queue.runAll();
        b.confirm(Optional.empty());
        queue.runAll();
        atA.clear();
        atB.clear();
    }

    private static Query invite() {
        return new Query("INVITE", List.of(), Optional.of(OFFER));
    }

    @Test
    void carriesACallLaterAndInOrder() {
        assertThat(legs.live()).isZero();
        b.start(Optional.of(OFFER));
        assertThat(atA).isEmpty();
        assertThat(legs.live()).isEqualTo(2);
        assertThat(legs.callIds()).containsExactly("call");
        queue.runAll();
        a.progress(Status.RINGING, Optional.empty());
        a.answer(Optional.of(OFFER));
        assertThat(atB).isEmpty();
        queue.runAll();
        b.confirm(Optional.empty());
        queue.runAll();
        a.hangup(BUSY);
        queue.runAll();
        assertThat(atA)
                .containsExactly(
                        new LegEvent.Invited(Optional.of(OFFER)),
                        new LegEvent.Confirmed(Optional.empty()),
                        new LegEvent.Ended(BUSY));
        assertThat(atB)
                .containsExactly(
                        new LegEvent.Progressed(Status.RINGING, Optional.empty()),
                        new LegEvent.Answered(Optional.of(OFFER)),
                        new LegEvent.Ended(new Cause(Cause.By.PEER, BUSY.status(), BUSY.headers())));
    }

    @Test
    void reportsOfLegsOnwardReachWhoeverCalled() {
        LegInfo onward = new LegInfo(Side.B, "calling", "udp:192.0.2.7:5060", "sip:1@192.0.2.7", "id");
        b.start(Optional.of(OFFER));
        queue.runAll();
        a.report(onward, Optional.empty());
        a.report(onward, Optional.of(Status.RINGING));
        queue.runAll();
        assertThat(atB)
                .containsExactly(
                        new LegEvent.Onward(onward, Optional.empty()),
                        new LegEvent.Onward(onward, Optional.of(Status.RINGING)));
        assertThatThrownBy(() -> b.report(onward, Optional.empty())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isALegLikeOthers() {
        assertThat(List.of(a.side(), b.side())).containsExactly(Side.A, Side.B);
        assertThat(a.local() && b.local()).isTrue();
        assertThat(a.addresses()).isEqualTo(ADDRESSES);
        assertThat(a.callId()).isEqualTo("call");
        assertThat(b.info().party()).isEqualTo("7000");
        assertThat(b.info().state()).isEqualTo("new");
        assertThatThrownBy(() -> a.start(Optional.empty())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> b.answer(Optional.empty())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> b.progress(Status.RINGING, Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachEndMayAskTheOther() {
        answered();
        a.ask(invite(), replies::add);
        queue.runAll();
        LegEvent.Asked asked = (LegEvent.Asked) atB.get(0);
        asked.exchange().answer(SipReply.of(100));
        asked.exchange().answer(SipReply.of(200));
        asked.exchange().answer(SipReply.of(500));
        queue.runAll();
        assertThat(replies).containsExactly(SipReply.of(200));
    }

    @Test
    void whatIsAskedTooEarlyOrTooLateIsAnsweredAtOnce() {
        b.ask(invite(), replies::add);
        answered();
        b.ask(invite(), replies::add);
        queue.runAll();
        b.hangup(BUSY);
        b.ask(invite(), replies::add);
        queue.runAll();
        assertThat(replies).extracting(reply -> reply.status().code()).containsExactlyInAnyOrder(491, 481, 481);
    }

    @Test
    void aReinviteMayBeWithdrawn() {
        answered();
        b.ask(invite(), replies::add);
        queue.runAll();
        LegEvent.Asked asked = (LegEvent.Asked) atA.get(0);
        b.withdraw();
        queue.runAll();
        assertThat(replies).containsExactly(SipReply.of(487));
        assertThat(atA).last().isEqualTo(new LegEvent.Withdrawn(asked.exchange()));
        asked.exchange().answer(SipReply.of(200));
        queue.runAll();
        assertThat(replies).hasSize(1);
    }

    @Test
    void aReinviteThatNobodyHeardOfIsWithdrawnUnheard() {
        answered();
        a.leave();
        b.ask(invite(), replies::add);
        queue.runAll();
        b.withdraw();
        queue.runAll();
        a.listen(atA::add);
        assertThat(replies).containsExactly(SipReply.of(487));
        assertThat(atA).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEndThatWasLeftKeepsWhatHappensForTheNext(Side side) {
        answered();
        Leg left = side == Side.A ? a : b;
        Leg other = side == Side.A ? b : a;
        List<LegEvent> before = side == Side.A ? atA : atB;
        left.remember(Map.of("menu", "main"));
        left.leave();
        assertThat(left.left()).isTrue();
        assertThat(orphans.keys()).containsExactly(left);
        other.ask(invite(), replies::add);
        queue.runAll();
        assertThat(replies).isEmpty();
        List<LegEvent> next = new ArrayList<>();
        left.listen(next::add);
        assertThat(left.left()).isFalse();
        assertThat(left.memory()).isEqualTo(Map.of("menu", "main"));
        assertThat(before).isEmpty();
        ((LegEvent.Asked) next.get(0)).exchange().answer(SipReply.of(200));
        queue.runAll();
        assertThat(replies).containsExactly(SipReply.of(200));
    }

    @Test
    void whatWasAskedAndNotAnsweredTheNextIsAskedAgain() {
        answered();
        b.ask(invite(), replies::add);
        b.ask(new Query("INFO", List.of(), Optional.empty()), replies::add);
        queue.runAll();
        ((LegEvent.Asked) atA.get(1)).exchange().answer(SipReply.of(200));
        a.leave();
        List<LegEvent> next = new ArrayList<>();
        a.listen(next::add);
        assertThat(next).containsExactly(atA.get(0));
    }

    @Test
    void anAnswerToOneWhoLeftGoesWhereItWasToGo() {
        answered();
        b.ask(invite(), replies::add);
        queue.runAll();
        b.leave();
        ((LegEvent.Asked) atA.get(0)).exchange().answer(SipReply.of(200));
        queue.runAll();
        assertThat(replies).extracting(reply -> reply.status().code()).containsExactly(200);
    }

    @Test
    void anEndThatEndedWhileItWasLeftTellsTheNext() {
        answered();
        a.leave();
        b.hangup(BUSY);
        queue.runAll();
        assertThat(orphans.keys()).containsExactly(a);
        assertThat(legs.live()).isZero();
        List<LegEvent> next = new ArrayList<>();
        a.listen(next::add);
        assertThat(next).hasSize(1).first().isInstanceOf(LegEvent.Ended.class);
        a.leave();
        assertThat(a.left()).as("nothing is left to hear").isFalse();
    }

    @Test
    void anEndThatNobodyComesForIsHungUp() {
        answered();
        a.leave();
        timer.advance(Duration.ofSeconds(59));
        queue.runAll();
        assertThat(atB).isEmpty();
        timer.advance(Duration.ofSeconds(1));
        queue.runAll();
        assertThat(atB).hasSize(1).first().isInstanceOfSatisfying(LegEvent.Ended.class, ended -> {
            assertThat(ended.cause().status().code()).isEqualTo(503);
            assertThat(ended.cause().headers()).extracting(Header::name).contains("Reason");
        });
    }

    @Test
    void whatIsKeptIsBoundedAndTheEndIsKeptAllTheSame() {
        answered();
        a.leave();
        for (int i = 0; i < Mailbox.ROOM + 10; i++) {
            b.ask(new Query("INFO", List.of(), Optional.empty()), replies::add);
        }
        queue.runAll();
        assertThat(replies).hasSize(10).allMatch(reply -> reply.status().code() == 500);
        b.hangup(BUSY);
        queue.runAll();
        a.listen(atA::add);
        assertThat(atA).hasSize(Mailbox.ROOM + 1).last().isInstanceOf(LegEvent.Ended.class);
    }

    @Test
    void whatHappensWhileTheKeptIsReadOutComesAfterIt() {
        answered();
        a.leave();
        b.ask(new Query("INFO", List.of(), Optional.empty()), replies::add);
        b.ask(new Query("INFO", List.of(), Optional.empty()), replies::add);
        queue.runAll();
        a.listen(event -> {
            atA.add(event);
            a.hangup(BUSY);
        });
        assertThat(atA).hasSize(3).last().isEqualTo(new LegEvent.Ended(BUSY));
    }

    @Test
    void anApplicationThatFailsCostsItsOwnCall() {
        a.listen(event -> {
            atA.add(event);
            throw new IllegalStateException("a bug that the test planted");
        });
        b.start(Optional.empty());
        queue.runAll();
        assertThat(atA).hasSize(2).last().isEqualTo(new LegEvent.Ended(Cause.of(Cause.By.FAULT, 500)));
        assertThat(atB).containsExactly(new LegEvent.Ended(Cause.of(Cause.By.PEER, 500)));
    }
}
