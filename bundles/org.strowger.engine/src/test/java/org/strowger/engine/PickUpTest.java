// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Body;
import org.strowger.testkit.LegDeed;

/** A role answers a call in place of whoever it rings for. */
class PickUpTest extends EngineFixture {
    private static final Body OURS = Body.sdp("ours");

    private final List<LegEvent> heard = new ArrayList<>();

    @BeforeEach
    void nothingWasHeard() {
        heard.clear();
    }

    private Optional<Leg> pickUp() {
        List<Optional<Leg>> told = new ArrayList<>();
        engine.pickUp("call-1", "pickup", told::add);
        settle();
        assertThat(told).hasSize(1);
        told.get(0).ifPresent(leg -> leg.listen(heard::add));
        settle();
        return told.get(0);
    }

    private boolean over(Leg leg) {
        return leg.info().state().equals("over");
    }

    private void ringing() {
        everybodyIsHere();
        call();
        rings(b());
    }

    @Test
    void theCallIsOfferedAndWhoRangIsToldThatItWasAnsweredElsewhere() {
        ringing();
        Leg ours = pickUp().orElseThrow();
        assertThat(heard).containsExactly(new LegEvent.Invited(Optional.of(OFFER)));
        ours.answer(Optional.of(OURS));
        settle();
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body()).contains(OURS);
        assertThat(heard).last().isEqualTo(new LegEvent.Confirmed(Optional.empty()));
        Cause told = b().last(LegDeed.Hangup.class).orElseThrow().cause();
        assertThat(told).isEqualTo(Causes.ELSEWHERE);
        assertThat(state()).isEqualTo(CallState.TALKING);
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(over(ours)).isTrue();
        over();
    }

    @Test
    void ofTwoThatAnswerOneHasTheCall() {
        ringing();
        Leg first = pickUp().orElseThrow();
        Leg second = pickUp().orElseThrow();
        first.answer(Optional.of(OURS));
        second.answer(Optional.of(OURS));
        settle();
        assertThat(List.of(over(first), over(second))).containsExactly(false, true);
        assertThat(a.deeds().stream().filter(LegDeed.Answer.class::isInstance)).hasSize(1);
    }

    @Test
    void thePhoneAnswersFirst() {
        ringing();
        Leg ours = pickUp().orElseThrow();
        b().fire(new LegEvent.Answered(Optional.of(ANSWER)));
        ours.answer(Optional.of(OURS));
        settle();
        assertThat(over(ours)).isTrue();
        assertThat(b().ended()).isFalse();
    }

    @Test
    void theCallerGivesUp() {
        ringing();
        Leg ours = pickUp().orElseThrow();
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        assertThat(over(ours)).isTrue();
        over();
    }

    @Test
    void whoPicksUpAndThinksBetterOfItLeavesThePhoneRinging() {
        ringing();
        Leg ours = pickUp().orElseThrow();
        ours.hangup(Cause.of(Cause.By.US, 480));
        settle();
        assertThat(b().ended()).isFalse();
        answers(b());
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void whatDoesNotRingIsNotToBeHad() {
        everybodyIsHere();
        assertThat(pickUp()).isEmpty();
        call();
        answers(b());
        assertThat(pickUp()).isEmpty();
    }

    @Test
    void theEngineIsReplacedBetweenOfferAndAnswer() {
        ringing();
        Leg ours = pickUp().orElseThrow();
        engineGoes();
        engineComes();
        ours.answer(Optional.of(OURS));
        settle();
        assertThat(a.last(LegDeed.Answer.class)).isPresent();
        assertThat(b().ended()).isTrue();
    }
}
