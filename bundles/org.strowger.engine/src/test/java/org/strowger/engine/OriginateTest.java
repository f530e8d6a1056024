// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Reach;
import org.strowger.testkit.LegDeed;

/** A role makes a call: it passes callin, route and callout like any other. */
class OriginateTest extends EngineFixture {
    private static final Origination CALL = new Origination("echo", "100", "Echo test", "1002");

    private final List<LegEvent> heard = new ArrayList<>();
    private Leg own;

    private void originate() {
        own = engine.originate(CALL);
        own.listen(heard::add);
        own.start(Optional.of(OFFER));
        settle();
    }

    private void echoIsKnown() {
        everybodyIsHere();
        callin(
                "echo",
                10,
                offer -> offer.origin().equals(Optional.of("echo"))
                        ? new Claim.Known(new Caller("100", "Echo test", "echo"))
                        : new Claim.NotMine("not from here"));
    }

    @Test
    void isClaimedByItsOriginAndRingsThroughTheRelay() {
        echoIsKnown();
        originate();
        CallInfo info = engine.calls().get(0);
        assertThat(List.of(info.from(), info.to(), info.callin())).containsExactly("100", "1002", "echo");
        assertThat(b().last(LegDeed.Start.class)
                        .orElseThrow()
                        .offer()
                        .orElseThrow()
                        .text())
                .isEqualTo("A>offer");
        rings(b());
        answers(b());
        own.confirm(Optional.empty());
        settle();
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(heard)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Progressed", "Progressed", "Answered");
    }

    @Test
    void endsFromEitherEnd() {
        echoIsKnown();
        originate();
        answers(b());
        own.hangup(Cause.of(Cause.By.US, 200));
        settle();
        over();
        assertThat(b().story()).endsWith("hangup US 200 OK");
    }

    @Test
    void tellsTheRoleThatNobodyAnswered() {
        echoIsKnown();
        originate();
        refuses(b(), 486);
        over();
        LegEvent.Ended ended = (LegEvent.Ended) heard.get(heard.size() - 1);
        assertThat(ended.cause().by()).isEqualTo(Cause.By.PEER);
        assertThat(ended.cause().status().code()).isEqualTo(486);
    }

    @Test
    void isCancelledWhileItRings() {
        echoIsKnown();
        originate();
        rings(b());
        own.hangup(Cause.of(Cause.By.US, 487));
        settle();
        over();
        assertThat(b().story()).endsWith("hangup US 487 Request Terminated");
    }

    @Test
    void thatIsHungUpBeforeItStartsLeavesNothing() {
        echoIsKnown();
        own = engine.originate(CALL);
        own.hangup(Cause.of(Cause.By.US, 487));
        own.start(Optional.of(OFFER));
        settle();
        over();
    }

    @Test
    void thatIsHungUpAtOnceLeavesNothing() {
        echoIsKnown();
        own = engine.originate(CALL);
        own.start(Optional.of(OFFER));
        own.hangup(Cause.of(Cause.By.US, 487));
        settle();
        over();
        assertThat(endpoint.legs()).allMatch(leg -> leg.ended() || leg.deeds().isEmpty());
    }

    @Test
    void mayReachAnotherApplication() {
        echoIsKnown();
        callout("attendant", 10, outgoing -> new Reach.Here((leg, offer) -> leg.answer(Optional.of(ANSWER))));
        originate();
        assertThat(heard).contains(new LegEvent.Answered(Optional.of(ANSWER)));
        assertThat(engine.calls().get(0).legs()).allMatch(leg -> leg.peer().equals("local"));
    }

    @Test
    void thatNobodyClaimsIsForbidden() {
        everybodyIsHere();
        engine.unbindCallin(reference("registrar", 0));
        callin("a stranger", 100, offer -> new Claim.Refuse(org.strowger.api.sip.SipReply.of(403), "not mine"));
        originate();
        over();
        assertThat(((LegEvent.Ended) heard.get(0)).cause().status().code()).isEqualTo(403);
    }

    @Test
    void isNotPossibleWithoutTheSipBundle() {
        assertThatThrownBy(() -> engine.originate(CALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SIP endpoint");
    }

    @Test
    void thatNeverStartsIsGivenUp() {
        echoIsKnown();
        own = engine.originate(CALL);
        own.listen(heard::add);
        settle();
        assertThat(engine.tables()).anyMatch(table -> table.name().equals("originations") && table.size() == 1);
        after(Settings.DEFAULT.ring());
        assertThat(((LegEvent.Ended) heard.get(0)).cause().status().code()).isEqualTo(408);
        own.start(Optional.of(OFFER));
        settle();
        over();
    }
}
