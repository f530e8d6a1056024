// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.LegDeed;

/** One number, three phones. */
class ForkTest extends EngineFixture {
    @BeforeEach
    void threePhones() {
        everybodyIsHere();
        callout("forking", 10, outgoing -> targets(3));
        call();
    }

    private Cause refusal() {
        over();
        return a.last(LegDeed.Hangup.class).orElseThrow().cause();
    }

    private static List<String> reasons(FakeLeg leg) {
        return leg.last(LegDeed.Hangup.class).orElseThrow().cause().headers().stream()
                .map(Header::value)
                .toList();
    }

    @Test
    void allRingAtOnceEachWithTheOffer() {
        assertThat(endpoint.legs()).hasSize(3).allMatch(leg -> leg.story().equals(List.of("start with sdp")));
        assertThat(engine.calls().get(0).legs()).hasSize(4);
    }

    @Test
    void aPhoneThatTheOfferCannotReachTakesNoOtherWithIt() {
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        media.whenAsked(() -> {
            throw new IllegalStateException("a bug that the test planted");
        });
        call();
        List<FakeLeg> made = endpoint.legs().subList(3, 6);
        assertThat(made.get(0).story()).containsExactly("hangup US 500 Server Internal Error");
        assertThat(made.subList(1, 3)).allMatch(leg -> leg.story().equals(List.of("start with sdp")));
        assertThat(state()).isEqualTo(CallState.RINGING);
    }

    @Test
    void theFirstToAnswerWinsAndTheOthersLearnThatItWasAnsweredElsewhere() {
        rings(b(0));
        answers(b(1));
        assertThat(state()).isEqualTo(CallState.TALKING);
        for (FakeLeg loser : List.of(b(0), b(2))) {
            assertThat(loser.story()).endsWith("hangup US 487 Request Terminated");
            assertThat(reasons(loser)).containsExactly("SIP;cause=200;text=\"Call completed elsewhere\"");
        }
        assertThat(b(1).story()).containsExactly("start with sdp", "confirm");
        assertThat(engine.calls().get(0).legs()).hasSize(2);
    }

    @Test
    void whoAnswersAtTheSameMomentLoses() {
        b(0).fire(new LegEvent.Answered(Optional.of(ANSWER)));
        b(1).fire(new LegEvent.Answered(Optional.of(ANSWER)));
        settle();
        assertThat(b(0).ended()).isFalse();
        assertThat(b(1).ended()).isTrue();
        assertThat(a.story()).containsOnlyOnce("answer with sdp");
    }

    @Test
    void aRefusalOfOneIsNotToldWhileOthersRing() {
        refuses(b(0), 486);
        refuses(b(1), 404);
        assertThat(a.ended()).isFalse();
        answers(b(2));
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void whatAPersonDidIsToldRatherThanWhatANetworkDidNot() {
        refuses(b(0), 480);
        refuses(b(1), 486);
        refuses(b(2), 503);
        assertThat(refusal().status().code()).isEqualTo(486);
    }

    @Test
    void aDeclineOfOneEndsItForAll() {
        refuses(b(1), 603);
        assertThat(refusal().status().code()).isEqualTo(603);
        for (FakeLeg other : List.of(b(0), b(2))) {
            assertThat(reasons(other)).containsExactly("SIP;cause=603;text=\"Decline\"");
        }
    }

    @Test
    void oneThatMayStillRingKeepsTheCallUpThoughAnotherDestinationCouldBeTried() {
        refuses(b(0), 503);
        refuses(b(1), 503);
        assertThat(state()).isEqualTo(CallState.RINGING);
        refuses(b(2), 408);
        assertThat(refusal().status().code()).isIn(408, 503);
    }

    @Test
    void allAreCancelledWhenTheCallerGivesUp() {
        rings(b(0));
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        over();
        assertThat(endpoint.legs()).allMatch(leg -> leg.story().contains("hangup US 487 Request Terminated"));
    }

    @Test
    void aRequestOnAnEarlyLegHasToTryAgain() {
        FakeExchange update = FakeExchange.of("UPDATE", OFFER);
        happens(b(0), new LegEvent.Asked(update));
        assertThat(update.answered().orElseThrow().status().code()).isEqualTo(491);
    }

    @Test
    void theCallerIsToldOfRingingOnceThoughThreePhonesRing() {
        rings(b(0));
        rings(b(1));
        rings(b(2));
        rings(b(0));
        assertThat(a.story()).containsExactly("progress 100 Trying", "progress 180 Ringing");
    }
}
