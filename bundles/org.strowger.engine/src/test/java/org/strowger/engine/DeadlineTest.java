// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Reach;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.RoleInfo.State;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;

/** A role that is late, throws or has nothing to say costs its own calls only, and is left alone when it does so again and again. */
class DeadlineTest extends EngineFixture {
    private final AtomicInteger asked = new AtomicInteger();

    private Cause refusal() {
        over();
        return a.last(LegDeed.Hangup.class).orElseThrow().cause();
    }

    private RoleInfo info(String role, String part) {
        return engine.roles().stream()
                .filter(info -> info.name().equals(role) && info.part().equals(part))
                .findFirst()
                .orElseThrow();
    }

    private void ends() {
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
    }

    // ---- late

    @Test
    void theNextCallinIsAskedAndNobodyTwice() {
        everybodyIsHere();
        callin("first", 20, offer -> {
            asked.incrementAndGet();
            return new Claim.NotMine("not mine");
        });
        callin("slow", 10, offer -> new Claim.Refuse(SipReply.of(403), "too late"));
        // the first one that is asked is in time
        queue.lateAfter(1);
        call();
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(asked).hasValue(1);
        assertThat(engine.calls().get(0).callin()).isEqualTo("registrar");
        queue.overdue();
        settle();
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(info("slow", "callin").stats().late()).isEqualTo(1);
        assertThat(info("slow", "callin").stats().claimed()).isZero();
    }

    @Test
    void aLateCallinThatIsTheOnlyOneCostsItsCallA500() {
        everybodyIsHere();
        queue.late();
        call();
        assertThat(refusal().status().code()).isEqualTo(500);
    }

    @Test
    void aLateRouterCostsItsCallA500() {
        everybodyIsHere();
        queue.lateAfter(1);
        call();
        assertThat(refusal().status().code()).isEqualTo(500);
        assertThat(info("router", "router").stats().late()).isEqualTo(1);
    }

    @Test
    void theNextCalloutIsAsked() {
        everybodyIsHere();
        callout("slow", 10, outgoing -> unavailable(480));
        queue.lateAfter(2);
        call();
        assertThat(engine.calls().get(0).callout()).isEqualTo("registrar");
    }

    @Test
    void aLateCalloutThatAloneKnowsLeadsToTheNextDestination() {
        known();
        routed(to("1002", "slow"), to("1003", "trunk"));
        callout("slow", 0, outgoing -> targets(1));
        callout("trunk", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        queue.lateAfter(2);
        call();
        assertThat(engine.calls().get(0).destination()).isEqualTo("1003");
    }

    @Test
    void anApplicationThatIsLateWhenInvitedCostsItsCallA500() {
        known();
        routed(to("100"));
        callout("echo", 0, outgoing -> new Reach.Here((leg, offer) -> leg.answer(Optional.of(ANSWER))));
        endpointIsHere();
        queue.lateAfter(3);
        call();
        assertThat(refusal().status().code()).isEqualTo(500);
        queue.overdue();
        settle();
        assertThat(a.story()).doesNotContain("answer with sdp");
        assertThat(info("echo", "callout").stats().late()).isEqualTo(1);
    }

    @Test
    void theNextEngineDoesNotAskWhomTheOldOneHadAsked() {
        everybodyIsHere();
        callin("slow", 10, offer -> {
            asked.incrementAndGet();
            return new Claim.NotMine("not mine");
        });
        a = legA();
        endpoint.knows(a);
        engine.offer(FakeOffer.of(FakeRequest.invite("1001", "1002").body(OFFER), a, queue));
        queue.runNext();
        queue.late();
        engineGoes();
        assertThat(a.left()).isTrue();
        engineComes();
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(asked).hasValue(0);
    }

    // ---- failing again and again

    private final class Flaky implements Callin {
        private boolean well;

        @Override
        public Claim claim(Offer offer) {
            asked.incrementAndGet();
            if (!well) {
                throw new IllegalStateException("a bug that the test planted");
            }
            return new Claim.Known(ALICE);
        }
    }

    @Test
    void anAnswerToACallOfOthersDoesNotMakeARoleWell() {
        everybodyIsHere();
        AtomicInteger calls = new AtomicInteger();
        callin("flaky", 10, offer -> {
            if (calls.incrementAndGet() % 2 == 0) {
                return new Claim.NotMine("of others");
            }
            throw new IllegalStateException("a bug that the test planted");
        });
        for (int i = 1; i < 2 * Settings.DEFAULT.failures(); i++) {
            assertThat(info("flaky", "callin").state()).isEqualTo(State.HERE);
            call();
            ends();
        }
        assertThat(info("flaky", "callin").state()).isEqualTo(State.RESTING);
        after(Settings.DEFAULT.rest());
    }

    @Test
    void aRoleWhoseApplicationFailsIsLeftAloneThoughItTakesEachCall() {
        known();
        routed(to("100"));
        callout(
                "echo",
                0,
                outgoing -> new Reach.Here((leg, offer) -> {
                    throw new IllegalStateException("a bug that the test planted");
                }));
        endpointIsHere();
        for (int i = 0; i < Settings.DEFAULT.failures(); i++) {
            assertThat(info("echo", "callout").state()).isEqualTo(State.HERE);
            call();
            assertThat(a.ended()).isTrue();
        }
        assertThat(info("echo", "callout").state()).isEqualTo(State.RESTING);
        after(Settings.DEFAULT.rest());
    }

    @Test
    void aRoleThatGivesThreadsBackNoMoreIsAskedNothing() {
        everybodyIsHere();
        callin("stuck", 10, offer -> new Claim.NotMine("too late"));
        for (int i = 0; i < 3; i++) {
            queue.late();
            call();
            ends();
        }
        assertThat(info("stuck", "callin").state()).isEqualTo(State.RESTING);
        queue.overdue();
        after(Duration.ZERO);
        assertThat(info("stuck", "callin").state()).isEqualTo(State.HERE);
    }

    private Flaky resting() {
        Flaky flaky = new Flaky();
        callin("flaky", 10, flaky);
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        for (int i = 0; i < Settings.DEFAULT.failures(); i++) {
            assertThat(info("flaky", "callin").state()).isEqualTo(State.HERE);
            call();
            assertThat(refusalOf(a.last(LegDeed.Hangup.class))).isEqualTo(500);
        }
        assertThat(info("flaky", "callin").state()).isEqualTo(State.RESTING);
        return flaky;
    }

    private static int refusalOf(Optional<LegDeed.Hangup> hangup) {
        return hangup.orElseThrow().cause().status().code();
    }

    @Test
    void isLeftAloneAndItsCallsAreToldToRetry() {
        resting();
        call();
        assertThat(asked).hasValue(5);
        after(Settings.DEFAULT.patience());
        assertThat(refusalOf(a.last(LegDeed.Hangup.class))).isEqualTo(503);
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().headers())
                .extracting(Header::name)
                .containsExactly("Retry-After");
        after(Settings.DEFAULT.rest());
    }

    @Test
    void isLeftAloneWhileOthersAreAsked() {
        resting();
        known();
        call();
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(asked).hasValue(5);
        after(Settings.DEFAULT.rest());
    }

    @Test
    void isTriedAfterItsRestWithTheCallThatWaitsAndIsBackWhenItAnswers() {
        Flaky flaky = resting();
        after(Settings.DEFAULT.rest().minusSeconds(1));
        call();
        assertThat(a.story()).containsExactly("progress 100 Trying");
        flaky.well = true;
        after(Duration.ofSeconds(1));
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(info("flaky", "callin").state()).isEqualTo(State.HERE);
        timer.runDue();
        settle();
    }

    @Test
    void isNotTriedByARehearsal() {
        resting();
        after(Settings.DEFAULT.rest());
        assertThat(engine.explain("1001", "1002", Optional.empty()))
                .extracting(step -> step.who() + ": " + step.outcome())
                .containsExactly("flaky: rests after failures", "nobody: a role is missing: wait, then 503");
        assertThat(info("flaky", "callin").state()).isEqualTo(State.ON_TRIAL);
        assertThat(asked).hasValue(5);
    }

    @Test
    void thatFailsOnTrialRestsAgain() {
        resting();
        after(Settings.DEFAULT.rest());
        assertThat(info("flaky", "callin").state()).isEqualTo(State.ON_TRIAL);
        call();
        assertThat(info("flaky", "callin").state()).isEqualTo(State.RESTING);
        assertThat(info("flaky", "callin").stats().failed()).isEqualTo(6);
        after(Settings.DEFAULT.rest());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatRecoversInBetweenIsNotLeftAlone(boolean recovers) {
        Flaky flaky = new Flaky();
        callin("flaky", 10, flaky);
        for (int i = 0; i < 8; i++) {
            flaky.well = recovers && i == 4;
            call();
            if (flaky.well) {
                ends();
            }
            after(Settings.DEFAULT.patience());
        }
        assertThat(info("flaky", "callin").state()).isEqualTo(recovers ? State.HERE : State.RESTING);
        after(Settings.DEFAULT.rest());
    }

    // ---- counted

    @Test
    void everyAnswerIsCountedAndTimed() {
        everybodyIsHere();
        callin("other", 10, offer -> new Claim.NotMine("not mine"));
        call();
        rings(b());
        answers(b());
        for (String part : new String[] {"callin", "callout"}) {
            RoleInfo info = info("registrar", part);
            assertThat(info.stats().offered()).isEqualTo(1);
            assertThat(info.stats().claimed()).isEqualTo(1);
            assertThat(info.stats().answered()).isEqualTo(1);
            assertThat(info.stats().times().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(1);
        }
        assertThat(info("other", "callin").stats().offered()).isEqualTo(1);
        assertThat(info("other", "callin").stats().claimed()).isZero();
        assertThat(info("other", "callin").stats().answered()).isZero();
        assertThat(info("router", "router").stats().answered()).isEqualTo(1);
    }

    @Test
    void aRoleThatLeftIsShownWhileItIsThoughtToComeBackWithWhatItDid() {
        everybodyIsHere();
        var leaving = callin("trunk", 10, offer -> new Claim.Known(ALICE));
        call();
        engine.unbindCallin(leaving);
        answers(b());
        RoleInfo away = info("trunk", "callin");
        assertThat(away.state()).isEqualTo(State.AWAY);
        assertThat(away.stats().claimed()).isEqualTo(1);
        assertThat(away.stats().answered()).isEqualTo(1);
        callin("trunk", 10, offer -> new Claim.Known(ALICE));
        assertThat(info("trunk", "callin").state()).isEqualTo(State.HERE);
        assertThat(info("trunk", "callin").stats().claimed())
                .as("the same version goes on counting")
                .isEqualTo(1);
    }

    @Test
    void aRoleThatDoesNotComeBackIsForgotten() {
        engine.unbindCallin(callin("trunk", 10, offer -> new Claim.Known(ALICE)));
        after(Settings.DEFAULT.absence().plusMillis(1));
        assertThat(engine.roles()).isEmpty();
    }
}
