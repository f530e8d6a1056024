// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Application;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Reach;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.LegDeed;

/** A role that takes the call itself. */
class ApplicationTest extends EngineFixture {
    private final List<LegEvent> heard = new ArrayList<>();
    private Leg own;

    private void application(Application application) {
        known();
        routed(to("100"));
        endpointIsHere();
        callout(
                "echo",
                0,
                outgoing -> new Reach.Here((leg, offer) -> {
                    own = leg;
                    leg.listen(heard::add);
                    application.invited(leg, offer);
                }));
        call();
    }

    @Test
    void answersWithoutARelay() {
        application((leg, offer) -> {
            assertThat(leg.local()).isTrue();
            assertThat(leg.side()).isEqualTo(Leg.Side.A);
            assertThat(leg.addresses()).isEqualTo(a.addresses());
            assertThat(offer.request().body()).contains(OFFER);
            leg.progress(Status.RINGING, Optional.empty());
            leg.answer(Optional.of(ANSWER));
        });
        assertThat(a.story()).containsExactly("progress 100 Trying", "progress 180 Ringing", "answer with sdp");
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body()).contains(ANSWER);
        assertThat(heard).containsExactly(new LegEvent.Confirmed(Optional.empty()));
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(engine.calls().get(0).legs().get(1).peer()).isEqualTo("local");
    }

    @Test
    void hearsTheCallerHangUp() {
        application((leg, offer) -> leg.answer(Optional.of(ANSWER)));
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        over();
        assertThat(heard.get(heard.size() - 1)).isEqualTo(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
    }

    @Test
    void hangsUp() {
        application((leg, offer) -> leg.answer(Optional.of(ANSWER)));
        own.hangup(Cause.of(Cause.By.US, 200));
        settle();
        over();
        assertThat(a.story()).endsWith("hangup US 200 OK");
        own.hangup(Cause.of(Cause.By.US, 200));
        assertThat(heard).filteredOn(LegEvent.Ended.class::isInstance).hasSize(1);
    }

    @Test
    void refuses() {
        application((leg, offer) -> leg.hangup(Cause.of(Cause.By.US, 486)));
        over();
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().status().code())
                .isEqualTo(486);
    }

    @Test
    void answersLaterAndTheCallerMayGiveUpBefore() {
        application((leg, offer) -> leg.progress(Status.RINGING, Optional.empty()));
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        over();
        own.answer(Optional.of(ANSWER));
        settle();
        assertThat(heard).hasSize(1).allMatch(LegEvent.Ended.class::isInstance);
    }

    @Test
    void thatThrowsWhenInvitedCostsItsCallA500() {
        application((leg, offer) -> {
            throw new IllegalStateException("a bug that the test planted");
        });
        over();
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().status().code())
                .isEqualTo(500);
    }

    @Test
    void thatThrowsLaterCostsItsOwnCall() {
        application((leg, offer) -> {
            leg.listen(event -> {
                throw new NoClassDefFoundError("of a bundle that was updated");
            });
            leg.answer(Optional.of(ANSWER));
        });
        over();
        assertThat(a.story()).contains("answer with sdp").endsWith("hangup US 200 OK");
    }

    @Test
    void thatNeverRingsIsGivenUp() {
        application((leg, offer) -> {});
        after(Settings.DEFAULT.no18x());
        over();
        assertThat(heard).hasSize(1).allMatch(LegEvent.Ended.class::isInstance);
    }

    @Test
    void hearsDigitsAndAnswersThem() {
        application((leg, offer) -> leg.answer(Optional.of(ANSWER)));
        FakeExchange digits = FakeExchange.of("INFO");
        happens(a, new LegEvent.Asked(digits));
        LegEvent.Asked asked = (LegEvent.Asked) heard.get(1);
        asked.exchange().answer(org.strowger.api.sip.SipReply.of(100));
        settle();
        assertThat(digits.answered()).isEmpty();
        asked.exchange().answer(org.strowger.api.sip.SipReply.of(200));
        asked.exchange().answer(org.strowger.api.sip.SipReply.of(500));
        settle();
        assertThat(digits.answered().orElseThrow().status()).isEqualTo(Status.OK);
        assertThat(digits.ignored()).isZero();
    }

    @Test
    void thatHangsUpWithoutAnsweringWhatItWasAskedLeavesNobodyWaiting() {
        application((leg, offer) -> leg.answer(Optional.of(ANSWER)));
        FakeExchange digits = FakeExchange.of("INFO");
        happens(a, new LegEvent.Asked(digits));
        own.hangup(Cause.of(Cause.By.US, 200));
        settle();
        over();
        assertThat(digits.answered().orElseThrow().status().code()).isEqualTo(481);
    }
}
