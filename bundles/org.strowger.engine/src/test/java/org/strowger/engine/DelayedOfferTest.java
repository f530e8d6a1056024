// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;

/** The caller's INVITE holds no description: the callee's 200 offers, and the caller's ACK answers (RFC 3261 section 13.2.1). */
class DelayedOfferTest extends EngineFixture {
    @BeforeEach
    void invitedWithoutADescription() {
        everybodyIsHere();
        call(FakeRequest.invite("1001", "1002"));
    }

    @Test
    void theCalleesAckWaitsForTheCallersAndCarriesItsAnswer() {
        assertThat(b().story()).containsExactly("start");
        answers(b());
        assertThat(b().story()).containsExactly("start");
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body().map(Body::text))
                .contains("B>answer");
        assertThat(state()).isEqualTo(CallState.TALKING);

        happens(a, new LegEvent.Confirmed(Optional.of(Body.sdp("late"))));
        assertThat(b().story()).containsExactly("start", "confirm with sdp");
        assertThat(b().last(LegDeed.Confirm.class).orElseThrow().answer().map(Body::text))
                .contains("A>late");
    }

    @Test
    void anAckWithoutADescriptionIsStillPassedOn() {
        answers(b());
        happens(a, new LegEvent.Confirmed(Optional.empty()));
        assertThat(b().story()).containsExactly("start", "confirm");
    }

    @Test
    void aSecondAckIsNotPassedOn() {
        answers(b());
        happens(a, new LegEvent.Confirmed(Optional.of(ANSWER)));
        happens(a, new LegEvent.Confirmed(Optional.of(ANSWER)));
        assertThat(b().story()).containsExactly("start", "confirm with sdp");
        assertThat(b().ignored()).isEmpty();
    }

    @Test
    void theCalleeIsHungUpWhenTheCallerNeverAcknowledges() {
        answers(b());
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.TIMER, 408)));
        over();
        assertThat(b().story()).containsExactly("start", "hangup US 200 OK");
    }

    @Test
    void bothAreHungUpWithAReasonWhenTheAnswerInTheAckCannotBeUsed() {
        answers(b());
        media.refuse(488);
        happens(a, new LegEvent.Confirmed(Optional.of(ANSWER)));
        over();
        for (var leg : java.util.List.of(a, b())) {
            assertThat(leg.last(LegDeed.Hangup.class).orElseThrow().cause().headers())
                    .extracting(Header::value)
                    .containsExactly("SIP;cause=488;text=\"Not Acceptable Here\"");
        }
    }

    @Test
    void anAnswerWithoutAnOfferEndsTheCall() {
        happens(b(), new LegEvent.Answered(Optional.empty()));
        over();
        assertThat(a.story()).endsWith("hangup FAULT 488 Not Acceptable Here");
        assertThat(b().ended()).isTrue();
    }
}
