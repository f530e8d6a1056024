// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Limit;
import org.strowger.api.call.Load;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Turn;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;

/** Targets that are called one after the other, and the limits of what they carry. */
class TurnsTest extends EngineFixture {
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private int calls = 1;

    private static Turn turn(int index, Limit... limits) {
        return new Turn(target(index), List.of(limits));
    }

    private void inTurn(Turn... turns) {
        known();
        routed(to("1002", "trunk"), to("1003", "reserve"));
        callout("trunk", 0, outgoing -> new Reach.InTurn(List.of(turns), SILENCE));
        callout("reserve", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
    }

    private void anotherCall() {
        callOn(
                FakeLeg.a("call-" + ++calls, queue),
                FakeRequest.invite("1001", "1002").body(OFFER));
    }

    private static Cause refusal(FakeLeg leg) {
        return leg.last(LegDeed.Hangup.class).orElseThrow().cause();
    }

    private int carried(String limit) {
        return engine.load(limit).calls();
    }

    // ---- one after the other

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503, 504})
    void theNextServerIsTriedWhereItCouldHelp(int code) {
        inTurn(turn(0), turn(1));
        call();
        assertThat(endpoint.legs()).hasSize(1);
        refuses(b(0), code);
        assertThat(endpoint.legs()).hasSize(2);
        answers(b(1));
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(engine.calls().get(0).callout()).isEqualTo("trunk");
        assertThat(engine.calls().get(0).destination()).isEqualTo("1002");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 480, 486, 603})
    void whatTheCalleeSaidIsTheAnswer(int code) {
        inTurn(turn(0), turn(1));
        call();
        refuses(b(0), code);
        assertThat(endpoint.legs()).hasSize(1);
        over();
        assertThat(refusal(a).status().code()).isEqualTo(code);
    }

    @Test
    void whenTheLastHasFailedTheRoutesNextDestinationIsTried() {
        inTurn(turn(0), turn(1));
        call();
        refuses(b(0), 503);
        refuses(b(1), 503);
        answers(b(2));
        assertThat(engine.calls().get(0).callout()).isEqualTo("reserve");
    }

    @Test
    void aServerThatSaysNothingAtAllIsLeftForTheNext() {
        inTurn(turn(0), turn(1));
        call();
        after(SILENCE.minusMillis(1));
        assertThat(endpoint.legs()).hasSize(1);
        after(Duration.ofMillis(1));
        assertThat(b(0).last(LegDeed.Hangup.class)).isPresent();
        assertThat(endpoint.legs()).hasSize(2);
        after(SILENCE);
        assertThat(b(1).last(LegDeed.Hangup.class))
                .as("the last has all the time of a callee")
                .isEmpty();
    }

    @Test
    void aServerThatIsAtWorkIsWaitedForAsLongAsAnyCallee() {
        inTurn(turn(0), turn(1));
        call();
        happens(b(0), new LegEvent.Progressed(Status.TRYING, Optional.empty()));
        after(SILENCE.plusSeconds(20));
        assertThat(endpoint.legs()).hasSize(1);
        after(Duration.ofSeconds(8));
        assertThat(endpoint.legs()).as("but not for ever").hasSize(2);
    }

    @Test
    void theEngineIsReplacedBetweenTwoServers() {
        inTurn(turn(0), turn(1), turn(2));
        call();
        refuses(b(0), 503);
        engineGoes();
        b(1).fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 503)));
        engineComes();
        assertThat(endpoint.legs()).hasSize(3);
        answers(b(2));
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    // ---- limits

    @Test
    void aServerThatIsFullIsPassedOver() {
        Limit one = new Limit("trunk-a out", 1, 0);
        inTurn(turn(0, one), turn(1, new Limit("trunk-b out", 1, 0)));
        call();
        FakeLeg first = a;
        answers(b(0));
        anotherCall();
        assertThat(carried("trunk-a out")).isEqualTo(1);
        assertThat(carried("trunk-b out")).isEqualTo(1);
        assertThat(engine.load("trunk-a out").refused()).isEqualTo(1);
        happens(first, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(carried("trunk-a out")).isZero();
        anotherCall();
        assertThat(carried("trunk-a out")).isEqualTo(1);
    }

    @Test
    void whereAllAreFullTheRoutesNextDestinationIsTriedAndAtLastTheCallerIsToldWhen() {
        Limit none = new Limit("trunk-a out", 1, 0);
        known();
        routed(to("1002", "trunk"));
        callout("trunk", 0, outgoing -> new Reach.InTurn(List.of(turn(0, none)), SILENCE));
        mediaIsHere();
        endpointIsHere();
        call();
        anotherCall();
        assertThat(refusal(a).status().code()).isEqualTo(503);
        assertThat(refusal(a).headers()).contains(new Header("Retry-After", "1"));
        assertThat(endpoint.legs()).hasSize(1);
    }

    @Test
    void aPlaceIsGivenBackWhenTheServerHasFailed() {
        inTurn(turn(0, new Limit("trunk-a out", 1, 0)), turn(1));
        call();
        refuses(b(0), 503);
        assertThat(carried("trunk-a out")).isZero();
    }

    @Test
    void aCallerOnAFullLineIsTurnedAway() {
        callin("line", 5, offer -> new Claim.Known(ALICE, List.of(new Limit("line in", 1, 0))));
        everybodyIsHere();
        call();
        FakeLeg first = a;
        anotherCall();
        assertThat(refusal(a).status().code()).isEqualTo(503);
        assertThat(refusal(a).headers()).extracting(Header::name).containsExactly("Retry-After");
        happens(first, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        anotherCall();
        assertThat(carried("line in")).isEqualTo(1);
    }

    @Test
    void soManyMayBeginWithinOneSecond() {
        callin("line", 5, offer -> new Claim.Known(ALICE, List.of(new Limit("line in", 0, 2))));
        everybodyIsHere();
        call();
        after(Duration.ofMillis(600));
        anotherCall();
        anotherCall();
        assertThat(engine.load("line in")).isEqualTo(new Load("line in", 2, 1));
        after(Duration.ofMillis(400));
        anotherCall();
        assertThat(carried("line in")).isEqualTo(3);
        anotherCall();
        assertThat(engine.load("line in")).isEqualTo(new Load("line in", 3, 2));
    }

    @Test
    void anotherEngineCountsWhatItTakesUp() {
        inTurn(turn(0, new Limit("trunk-a out", 1, 0)), turn(1));
        call();
        answers(b(0));
        engineGoes();
        engineComes();
        assertThat(carried("trunk-a out")).isEqualTo(1);
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(carried("trunk-a out")).isZero();
    }
}
