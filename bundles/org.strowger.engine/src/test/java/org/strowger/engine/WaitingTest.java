// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Reach;
import org.strowger.api.sip.Header;
import org.strowger.testkit.LegDeed;

/** A missing role is never a missing number: the call waits for it, within a bound. */
class WaitingTest extends EngineFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private void waitsAtFirst() {
        assertThat(a.story()).containsExactly("progress 100 Trying");
        assertThat(engine.tables()).anyMatch(table -> table.name().equals("waiting calls") && table.size() == 1);
    }

    private void givesUpInTime() {
        after(PATIENCE.minusMillis(1));
        assertThat(a.ended()).isFalse();
        after(Duration.ofMillis(1));
        over();
        Cause cause = a.last(LegDeed.Hangup.class).orElseThrow().cause();
        assertThat(cause.status().code()).isEqualTo(503);
        assertThat(cause.headers()).extracting(Header::name).containsExactly("Retry-After");
    }

    private void goesOn() {
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(b().story()).containsExactly("start with sdp");
        after(PATIENCE);
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(a.story()).doesNotContain("hangup FAULT 503 Service Unavailable");
    }

    @Test
    void withoutACallinACallWaitsAndThenIsToldToRetry() {
        call();
        waitsAtFirst();
        givesUpInTime();
    }

    @Test
    void aCallinThatComesInTimeIsAsked() {
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        call();
        waitsAtFirst();
        after(Duration.ofSeconds(1));
        known();
        goesOn();
    }

    @Test
    void aCallinThatComesBackWhileAnotherIsAskedIsAskedToo() {
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        isGone(known());
        callin("trunk", 10, offer -> {
            known();
            return new Claim.NotMine("another peer");
        });
        call();
        goesOn();
    }

    @Test
    void aCallThatWaitsForEachInTurnStillHasOnlyOnePatience() {
        call();
        after(Duration.ofMillis(500));
        known();
        after(Duration.ofMillis(500));
        routed(to("1002"));
        after(Duration.ofMillis(500));
        callout("registrar", 0, outgoing -> targets(1));
        after(Duration.ofMillis(499));
        assertThat(a.ended()).isFalse();
        after(Duration.ofMillis(1));
        over();
        assertThat(a.story()).endsWith("hangup FAULT 503 Service Unavailable");
    }

    @Test
    void aCallWaitsForEachInTurnAndGoesOn() {
        call();
        known();
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        assertThat(state()).isEqualTo(CallState.OFFERED);
        endpointIsHere();
        assertThat(endpoint.legs()).isEmpty();
        mediaIsHere();
        goesOn();
    }

    @Test
    void mediaThatCameBeforeTheEndpointIsAskedOnlyOnce() {
        known();
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        mediaIsHere();
        call();
        endpointIsHere();
        goesOn();
        assertThat(media.relays()).isEqualTo(1);
    }

    @Test
    void whatDoesNotHelpIsNoReasonToAskMore() {
        call();
        callin("trunk-a", 0, offer -> new Claim.NotMine("another address"));
        over();
        assertThat(a.story()).endsWith("hangup US 403 Forbidden");
    }

    @Test
    void aCallinThatLeftAShortWhileAgoIsWaitedForThoughOthersAreHere() {
        everybodyIsHere();
        ServiceReference<Callin> leaving = callin("trunk-a", 10, offer -> new Claim.Known(ALICE));
        engine.unbindCallin(leaving);
        callin("trunk-b", 20, offer -> new Claim.NotMine("another address"));
        engine.unbindCallin(reference("registrar", 0));
        call();
        // the registrar, which knows everybody, is still here
        assertThat(state()).isEqualTo(CallState.RINGING);
    }

    @Test
    void aNumberOfACalloutThatIsBeingReplacedIsNotUnknown() {
        known();
        routed(to("1002"));
        mediaIsHere();
        endpointIsHere();
        callout("attendant", 10, outgoing -> new Reach.NotMine("not this number"));
        ServiceReference<Callout> old = callout("registrar", 0, outgoing -> targets(1));
        engine.unbindCallout(old);
        call();
        waitsAtFirst();
        callout("registrar", 0, outgoing -> targets(1));
        goesOn();
    }

    @Test
    void aCalloutThatHasBeenAwayForLongIsNotExpectedAnyMore() {
        known();
        routed(to("1002"));
        callout("attendant", 10, outgoing -> new Reach.NotMine("not this number"));
        engine.unbindCallout(callout("registrar", 0, outgoing -> targets(1)));
        after(Duration.ofSeconds(61));
        call();
        over();
        assertThat(a.story()).endsWith("hangup US 404 Not Found");
    }

    @Test
    void aCalloutReplacedWithoutAGapIsNotMissed() {
        known();
        routed(to("1002"));
        ServiceReference<Callout> old = callout("registrar", 0, outgoing -> new Reach.NotMine("old"));
        callout("registrar", 0, outgoing -> new Reach.NotMine("new"));
        engine.unbindCallout(old);
        call();
        over();
        assertThat(a.story()).endsWith("hangup US 404 Not Found");
    }

    @Test
    void theNamedCalloutIsWaitedForThoughAnotherWouldTakeTheCall() {
        known();
        routed(to("1002", "trunk-carrier"));
        mediaIsHere();
        endpointIsHere();
        callout("registrar", 0, outgoing -> targets(1));
        call();
        waitsAtFirst();
        givesUpInTime();
        assertThat(endpoint.legs()).isEmpty();
    }

    @Test
    void aCallerThatGivesUpWhileItWaitsLeavesNothing() {
        call();
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        over();
        known();
        assertThat(a.story()).containsExactly("progress 100 Trying");
    }
}
