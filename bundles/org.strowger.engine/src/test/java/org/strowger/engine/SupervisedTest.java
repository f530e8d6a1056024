// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Origination.Option;
import org.strowger.api.sip.Header;
import org.strowger.testkit.LegDeed;

/** A role makes a call, follows its legs, has its own media and the last word on the answer. */
class SupervisedTest extends EngineFixture {
    private static final Origination CALL = new Origination(
            "outbound",
            "100",
            "",
            "1002",
            List.of(new Header("Privacy", "id")),
            Optional.empty(),
            "known-before",
            Set.of(Option.SUPERVISED, Option.OWN_MEDIA));

    private final List<LegEvent> heard = new ArrayList<>();
    private Leg own;

    private void originate() {
        everybodyIsHere();
        callin(
                "outbound",
                10,
                offer -> offer.origin().equals(Optional.of("outbound"))
                        ? new Claim.Known(new Caller("100", "", "outbound"))
                        : new Claim.NotMine("not from here"));
        own = engine.originate(CALL);
        own.listen(heard::add);
        own.start(Optional.of(OFFER));
        settle();
    }

    private List<String> news() {
        return heard.stream()
                .filter(LegEvent.Onward.class::isInstance)
                .map(event -> ((LegEvent.Onward) event)
                        .status()
                        .map(status -> Integer.toString(status.code()))
                        .orElse("sent"))
                .toList();
    }

    @Test
    void hearsEveryStepOfALegInOrder() {
        originate();
        happens(b(), new LegEvent.Sent());
        happens(b(), new LegEvent.Progressed(org.strowger.api.sip.Status.TRYING, Optional.empty()));
        rings(b());
        rings(b());
        answers(b());
        assertThat(news()).containsExactly("sent", "100", "180", "180", "200");
        assertThat(heard.get(heard.size() - 1)).isEqualTo(new LegEvent.Answered(Optional.of(ANSWER)));
    }

    @Test
    void hearsTheRefusalAsItCame() {
        originate();
        happens(b(), new LegEvent.Sent());
        refuses(b(), 487);
        assertThat(news()).containsExactly("sent", "487");
        over();
    }

    @Test
    void describesItsOwnMediaToTheLetter() {
        originate();
        assertThat(b().last(LegDeed.Start.class).orElseThrow().offer()).contains(OFFER);
    }

    @Test
    void hasTheLastWordOnTheAnswer() {
        originate();
        answers(b());
        assertThat(b().last(LegDeed.Confirm.class)).isEmpty();
        own.confirm(Optional.empty());
        settle();
        assertThat(b().last(LegDeed.Confirm.class)).isPresent();
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void endsAnAnswerThatItDoesNotWant() {
        originate();
        answers(b());
        own.hangup(Cause.of(Cause.By.US, 488, new Header("Reason", "SIP;cause=488")));
        settle();
        over();
        Cause told = b().last(LegDeed.Hangup.class).orElseThrow().cause();
        assertThat(told.headers()).containsExactly(new Header("Reason", "SIP;cause=488"));
    }

    @Test
    void mayStillHaveTheLastWordWhenTheEngineIsReplaced() {
        originate();
        answers(b());
        engineGoes();
        own.confirm(Optional.empty());
        engineComes();
        assertThat(b().last(LegDeed.Confirm.class)).isPresent();
    }

    @Test
    void asksWithItsHeadersAndItsCallId() {
        LocalRequest request = LocalRequest.of("call", CALL, Optional.empty());
        assertThat(request.header("privacy")).contains("id");
        assertThat(request.header("Diversion")).isEmpty();
        originate();
        assertThat(endpoint.invitations().get(0).sipCallId()).contains("known-before");
    }
}
