// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.strowger.api.call.Application;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Reach;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.sip.Header;
import org.strowger.testkit.LegDeed;

/** An application is replaced, and its caller stays connected. */
class HandedOnTest extends EngineFixture {
    private static final Duration PATIENCE = Settings.DEFAULT.patience();
    private static final Duration ABSENCE = Settings.DEFAULT.absence();

    /** One version of an echo test. */
    private static final class Version implements Application {
        private final List<LegEvent> heard = new ArrayList<>();
        private Leg leg;
        private boolean broken;

        @Override
        public void invited(Leg own, Offer offer) {
            take(own);
            own.answer(Optional.of(ANSWER));
        }

        @Override
        public void resumed(Leg own) {
            if (broken) {
                throw new IllegalStateException("a bug that the test planted");
            }
            take(own);
        }

        private void take(Leg own) {
            leg = own;
            own.listen(heard::add);
        }

        void leave() {
            leg.remember(Map.of("menu", "main"));
            leg.leave();
        }
    }

    private final Version first = new Version();
    private final Version second = new Version();
    private ServiceReference<Callout> role;
    private ServiceReference<Application> service;

    @BeforeEach
    void talksToTheFirstVersion() {
        known();
        routed(to("100"));
        endpointIsHere();
        role = callout("echo", 0, outgoing -> new Reach.Here(first));
        service = application("echo", first);
        call();
        happens(a, new LegEvent.Confirmed(Optional.empty()));
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    private void goes() {
        isGone(role);
        isGone(service);
    }

    private void hangsUp() {
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        over();
    }

    private static boolean ended(Version version) {
        return version.heard.stream().anyMatch(LegEvent.Ended.class::isInstance);
    }

    @Test
    void theNextVersionGoesOnWithWhatTheLastOneLaidDown() {
        goes();
        first.leave();
        after(Duration.ofSeconds(1));
        application("echo", second);
        assertThat(second.leg).isSameAs(first.leg);
        assertThat(second.leg.memory()).containsEntry("menu", "main");
        after(ABSENCE.plus(PATIENCE));
        assertThat(state()).isEqualTo(CallState.TALKING);
        hangsUp();
        assertThat(ended(second)).isTrue();
        assertThat(ended(first)).isFalse();
    }

    @Test
    void theNextVersionIsCounted() {
        goes();
        first.leave();
        application("echo", second);
        RoleInfo info = engine.roles().stream()
                .filter(one -> one.part().equals("application"))
                .findFirst()
                .orElseThrow();
        assertThat(info.stats().offered()).isEqualTo(1);
        assertThat(info.stats().claimed()).isEqualTo(1);
    }

    @Test
    void anApplicationThatDoesNotLetGoIsMadeToAndTheNextGoesOn() {
        application("echo", second);
        goes();
        after(PATIENCE.minusMillis(1));
        assertThat(second.leg).isNull();
        after(Duration.ofMillis(1));
        assertThat(second.leg).isSameAs(first.leg);
        hangsUp();
        assertThat(ended(second)).isTrue();
        assertThat(ended(first)).isFalse();
    }

    @Test
    void theCallerStaysConnectedUntilNobodyHasComeForLong() {
        goes();
        first.leave();
        after(PATIENCE);
        after(ABSENCE.minusMillis(1));
        assertThat(state()).isEqualTo(CallState.TALKING);
        after(Duration.ofMillis(1));
        over();
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().headers())
                .extracting(Header::value)
                .allMatch(reason -> reason.startsWith("SIP;cause=503"))
                .hasSize(1);
    }

    @Test
    void aNextVersionThatFailsCostsTheCall() {
        second.broken = true;
        goes();
        first.leave();
        application("echo", second);
        over();
        assertThat(a.ended()).isTrue();
    }

    @Test
    void aNextVersionThatIsLateCostsTheCall() {
        goes();
        first.leave();
        queue.late();
        application("echo", second);
        over();
        assertThat(a.ended()).isTrue();
    }

    @Test
    void anotherRolesApplicationIsNotGivenTheCall() {
        goes();
        first.leave();
        application("attendant", second);
        assertThat(second.leg).isNull();
        after(PATIENCE);
        after(ABSENCE);
        over();
    }

    @Test
    void theThirdVersionGoesOnAfterTheSecond() {
        goes();
        first.leave();
        ServiceReference<Application> next = application("echo", second);
        isGone(next);
        second.leave();
        Version third = new Version();
        application("echo", third);
        assertThat(third.leg).isSameAs(first.leg);
        hangsUp();
    }

    @Test
    void theEngineAndTheApplicationAreReplacedAtOnce() {
        engineGoes();
        goes();
        first.leave();
        application("echo", second);
        engineComes();
        assertThat(second.leg).isSameAs(first.leg);
        assertThat(state()).isEqualTo(CallState.TALKING);
        after(ABSENCE.plus(PATIENCE));
        hangsUp();
        assertThat(ended(second)).isTrue();
    }

    @Test
    void theEngineIsReplacedWhileNobodyServesTheCall() {
        goes();
        first.leave();
        after(PATIENCE);
        after(Duration.ofSeconds(20));
        engineGoes();
        engineComes();
        after(ABSENCE.minusSeconds(20).minusMillis(1));
        assertThat(state()).isEqualTo(CallState.TALKING);
        after(Duration.ofMillis(1));
        over();
    }

    @Test
    void theEngineIsReplacedRightAfterTheApplication() {
        goes();
        first.leave();
        engineGoes();
        engineComes();
        after(ABSENCE.minusMillis(1));
        assertThat(state()).isEqualTo(CallState.TALKING);
        application("echo", second);
        assertThat(second.leg).isSameAs(first.leg);
        after(ABSENCE);
        hangsUp();
    }

    @Test
    void theApplicationGoesForGoodWhileThereIsNoEngine() {
        engineGoes();
        goes();
        engineComes();
        after(PATIENCE);
        assertThat(first.leg.left()).isTrue();
        after(ABSENCE);
        over();
    }

    @Test
    void anApplicationThatMadeTheCallIsReplacedToo() {
        hangsUp();
        everybodyIsHere();
        callin(
                "echo",
                10,
                offer -> offer.origin().isPresent()
                        ? new Claim.Known(new Caller("100", "Echo test", "echo"))
                        : new Claim.NotMine("not from here"));
        routed();
        Version caller = new Version();
        caller.take(engine.originate(new Origination("echo", "100", "Echo test", "100")));
        caller.leg.start(Optional.of(OFFER));
        settle();
        caller.leg.confirm(Optional.empty());
        settle();
        assertThat(state()).isEqualTo(CallState.TALKING);
        goes();
        caller.leave();
        first.leave();
        List<Leg> resumed = new ArrayList<>();
        application("echo", new Application() {
            @Override
            public void invited(Leg leg, Offer offer) {
                throw new AssertionError("no new call");
            }

            @Override
            public void resumed(Leg leg) {
                resumed.add(leg);
                leg.listen(event -> {});
            }
        });
        assertThat(resumed).containsExactlyInAnyOrder(caller.leg, first.leg);
        caller.leg.hangup(Cause.of(Cause.By.US, 200));
        settle();
        over();
    }
}
