// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;
import org.strowger.testkit.LegDeed;

class RingTimerTest extends EngineFixture {
    private static final Duration NO_18X = Duration.ofSeconds(32);
    private static final Duration RING = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private void progress(int code) {
        happens(b(), new LegEvent.Progressed(Status.of(code), Optional.empty()));
    }

    private void endsAfter(Duration bound, int code) {
        after(bound.minus(MOMENT));
        assertThat(a.ended()).isFalse();
        assertThat(b().ended()).isFalse();
        after(MOMENT);
        over();
        Cause told = a.last(LegDeed.Hangup.class).orElseThrow().cause();
        assertThat(told.by()).isEqualTo(Cause.By.TIMER);
        assertThat(told.status().code()).isEqualTo(code);
        Cause cancel = b().last(LegDeed.Hangup.class).orElseThrow().cause();
        assertThat(cancel.headers()).extracting(Header::name).containsExactly("Reason");
    }

    @Test
    void aCalleeThatGivesNoSignOfRingingIsCancelledAndTheCallerTold() {
        everybodyIsHere();
        call();
        endsAfter(NO_18X, 408);
    }

    @Test
    void tryingIsNoSignOfRinging() {
        everybodyIsHere();
        call();
        after(Duration.ofSeconds(10));
        progress(100);
        endsAfter(NO_18X.minusSeconds(10), 408);
    }

    @Test
    void aCalleeThatRingsTooLongIsCancelledAndTheCallerTold() {
        everybodyIsHere();
        call();
        after(Duration.ofSeconds(31));
        progress(180);
        endsAfter(RING, 480);
    }

    @Test
    void furtherNewsDoNotMakeItRingLonger() {
        everybodyIsHere();
        call();
        progress(180);
        after(Duration.ofSeconds(40));
        progress(183);
        after(Duration.ofSeconds(10));
        progress(182);
        endsAfter(Duration.ofSeconds(10), 480);
    }

    @Test
    void noTimerRunsOnceItIsAnswered() {
        talking();
        assertThat(timer.waiting()).isZero();
        after(Duration.ofHours(3));
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void noSignOfRingingLeadsToTheNextDestinationWithATimerOfItsOwn() {
        everybodyIsHere();
        engine.bindRouter(
                reference("best", 9),
                (query, trace) ->
                        new org.strowger.api.route.Route.To(java.util.List.of(to("1002"), to("1003")), "line 2"));
        call();
        after(NO_18X);
        assertThat(b(0).ended()).isTrue();
        assertThat(endpoint.legs()).hasSize(2);
        endsAfter(NO_18X, 408);
    }

    @Test
    void nobodyElseIsTriedAfterItRangForLong() {
        everybodyIsHere();
        engine.bindRouter(
                reference("best", 9),
                (query, trace) ->
                        new org.strowger.api.route.Route.To(java.util.List.of(to("1002"), to("1003")), "line 2"));
        call();
        progress(180);
        endsAfter(RING, 480);
        assertThat(endpoint.legs()).hasSize(1);
    }

    @Test
    void whenTheTimerAndTheAnswerMeetTheCallerIsToldOneThing() {
        everybodyIsHere();
        call();
        timer.advance(NO_18X);
        b().fire(new LegEvent.Answered(Optional.of(ANSWER)));
        settle();
        assertThat(a.story()).hasSize(2);
        assertThat(a.ended()).isEqualTo(b().ended()).isEqualTo(engine.calls().isEmpty());
    }

    @Test
    void aTimerInTheSameMomentAsTheAnswerIsLate() {
        everybodyIsHere();
        call();
        b().fire(new LegEvent.Answered(Optional.of(ANSWER)));
        timer.advance(NO_18X);
        settle();
        assertThat(state()).isEqualTo(CallState.TALKING);
    }
}
