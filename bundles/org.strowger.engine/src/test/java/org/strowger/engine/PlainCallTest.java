// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;

class PlainCallTest extends EngineFixture {
    private static final Header Q850 = new Header("Reason", "Q.850;cause=16;text=\"Normal, cleared\"");

    @Test
    void goesFromOfferToEndAndTheCalleeHangsUp() {
        everybodyIsHere();
        call();
        assertThat(a.story()).containsExactly("progress 100 Trying");
        assertThat(b().story()).containsExactly("start with sdp");
        assertThat(state()).isEqualTo(CallState.RINGING);

        rings(b());
        answers(b());
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(b().story()).containsExactly("start with sdp", "confirm");

        happens(a, new LegEvent.Confirmed(Optional.empty()));
        happens(b(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200, Q850)));
        over();
        assertThat(a.story())
                .containsExactly("progress 100 Trying", "progress 180 Ringing", "answer with sdp", "hangup US 200 OK");
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().headers()).containsExactly(Q850);
        assertThat(b().story()).containsExactly("start with sdp", "confirm");
    }

    @Test
    void endsWhenTheCallerHangsUp() {
        talking();
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200, Q850)));
        over();
        assertThat(b().story()).containsExactly("start with sdp", "confirm", "hangup US 200 OK");
        assertThat(b().last(LegDeed.Hangup.class).orElseThrow().cause().headers())
                .containsExactly(Q850);
    }

    @Test
    void endsOnceWhenBothHangUpAtTheSameMoment() {
        talking();
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        b().fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        settle();
        over();
        assertThat(a.story()).doesNotContain("hangup US 200 OK");
        assertThat(media.closed()).containsExactly(1);
    }

    @Test
    void cancelsTheCalleeWhenTheCallerGivesUpWhileItRings() {
        everybodyIsHere();
        call();
        rings(b());
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487, Q850)));
        over();
        assertThat(b().story()).containsExactly("start with sdp", "hangup US 487 Request Terminated");
        assertThat(b().last(LegDeed.Hangup.class).orElseThrow().cause().headers())
                .containsExactly(Q850);
    }

    @Test
    void endsQuietlyWhenTheCallerGaveUpBeforeTheEngineLooked() {
        everybodyIsHere();
        FakeLeg gone = legA();
        gone.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        callOn(gone, FakeRequest.invite("1001", "1002").body(OFFER));
        over();
        assertThat(endpoint.legs()).allMatch(leg -> leg.ended() || leg.deeds().isEmpty());
    }

    @Test
    void isCancelledWhenTheAnswerAndTheCancelCross() {
        everybodyIsHere();
        call();
        b().fire(new LegEvent.Answered(Optional.of(ANSWER)));
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        settle();
        over();
        assertThat(b().story().get(b().story().size() - 1)).startsWith("hangup US");
    }

    @Test
    void endsOnBothSidesWhenAnOperatorHangsUp() {
        talking();
        assertThat(engine.hangup("call-1", Cause.of(Cause.By.US, 480, Q850))).isTrue();
        settle();
        over();
        assertThat(a.story()).endsWith("hangup US 200 OK");
        assertThat(b().story()).endsWith("hangup US 200 OK");
        assertThat(engine.hangup("call-1", Cause.of(Cause.By.US, 480))).isFalse();
    }

    @Test
    void isRefusedWhenAnOperatorHangsUpWhileItRings() {
        everybodyIsHere();
        call();
        rings(b());
        engine.hangup("call-1", Cause.of(Cause.By.US, 480));
        settle();
        over();
        assertThat(a.story()).endsWith("hangup US 480 Temporarily Unavailable");
        assertThat(b().ended()).isTrue();
    }

    @Test
    void isToldToAnOperatorAsItGoes() {
        everybodyIsHere();
        call();
        clock.advance(Duration.ofSeconds(3));
        answers(b());
        clock.advance(Duration.ofSeconds(60));
        CallInfo info = engine.calls().get(0);
        assertThat(info)
                .extracting(
                        CallInfo::id,
                        CallInfo::from,
                        CallInfo::to,
                        CallInfo::destination,
                        CallInfo::callin,
                        CallInfo::callout)
                .containsExactly("call-1", "1001", "1002", "1002", "registrar", "registrar");
        assertThat(info.rule()).isEqualTo("line 1");
        assertThat(info.answered()).contains(info.began().plusSeconds(3));
        assertThat(info.legs()).hasSize(2);
    }

    @Test
    void takesOneOffTheCallersMaxForwards() {
        everybodyIsHere();
        call(FakeRequest.invite("1001", "1002").body(OFFER).header("Max-Forwards", "17"));
        assertThat(endpoint.invitations().get(0).maxForwards()).isEqualTo(16);
        assertThat(endpoint.invitations().get(0).callId()).isEqualTo("call-1");
    }

    @Test
    void givesTheRouterWhoCallsWhatWasDialledAndTheMoment() {
        known();
        router((query, trace) -> {
            assertThat(List.of(query.from(), query.to(), query.callin())).containsExactly("1001", "+1 2", "registrar");
            assertThat(query.at()).isEqualTo(clock.instant());
            return new org.strowger.api.route.Route.Refuse(org.strowger.api.sip.Status.of(603), "seen");
        });
        call(FakeRequest.invite("9999", "+1 2").body(OFFER));
        assertThat(a.story()).endsWith("hangup US 603 Decline");
        over();
    }
}
