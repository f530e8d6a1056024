// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Reach;
import org.strowger.api.sip.Header;
import org.strowger.testkit.LegDeed;

class FailoverTest extends EngineFixture {
    private void twoDestinations() {
        known();
        routed(to("1002", "first"), to("1003", "second"));
        callout("first", 0, outgoing -> targets(1));
        callout("second", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
    }

    private Cause refusal() {
        over();
        return a.last(LegDeed.Hangup.class).orElseThrow().cause();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void theNextDestinationIsTriedWhereItCouldHelp(int code) {
        twoDestinations();
        call();
        refuses(b(0), code);
        assertThat(endpoint.legs()).hasSize(2);
        assertThat(engine.calls().get(0).destination()).isEqualTo("1003");
        assertThat(state()).isEqualTo(CallState.RINGING);
        answers(b(1));
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(media.relays()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 480, 484, 486, 488, 600, 603, 604})
    void noOtherDestinationIsTriedForWhatAPersonOrANumberSaid(int code) {
        twoDestinations();
        call();
        refuses(b(0), code);
        assertThat(endpoint.legs()).hasSize(1);
        assertThat(refusal().status().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"401, 500", "407, 500", "487, 480", "302, 480", "486, 486", "603, 603", "503, 503"})
    void theCallerIsToldWhatConcernsItAndTheRestInTheReason(int code, int told) {
        everybodyIsHere();
        call();
        refuses(b(), code);
        assertThat(refusal().status().code()).isEqualTo(told);
        assertThat(refusal().headers())
                .extracting(Header::value)
                .allMatch(reason -> reason.startsWith("SIP;cause=" + code));
    }

    @Test
    void theLastFailureIsTold() {
        twoDestinations();
        call();
        refuses(b(0), 503);
        refuses(b(1), 486);
        assertThat(refusal().status().code()).isEqualTo(486);
    }

    @Test
    void aRoleThatIsOutOfOrderIsPassedOver() {
        known();
        routed(to("1002", "line"), to("1002", "trunk"));
        callout("line", 0, outgoing -> unavailable(503));
        callout("trunk", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        call();
        answers(b());
        assertThat(engine.calls().get(0).callout()).isEqualTo("trunk");
    }

    @Test
    void aLegThatCannotEvenStartIsPassedOver() {
        twoDestinations();
        endpoint.noWay(1);
        call();
        assertThat(endpoint.legs()).hasSize(1);
        answers(b(0));
        assertThat(engine.calls().get(0).destination()).isEqualTo("1003");
    }

    @Test
    void oneOfSeveralPhonesWithoutAWayKeepsNoneOfTheOthersFromRinging() {
        everybodyIsHere();
        callout("forking", 10, outgoing -> targets(3));
        endpoint.noWay(2);
        call();
        rings(b(0));
        answers(b(0));
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void whereNoPhoneHasAWayTheCallerIsToldOnce() {
        everybodyIsHere();
        callout("forking", 10, outgoing -> targets(3));
        endpoint.noWay(3);
        call();
        assertThat(refusal().status().code()).isEqualTo(503);
    }

    @Test
    void anApplicationCanBeTheLastResortAndNeedsNoRelay() {
        known();
        routed(to("1002", "trunk"), to("100", "echo"));
        callout("trunk", 0, outgoing -> targets(1));
        callout(
                "echo",
                0,
                outgoing -> new Reach.Here((leg, offer) -> {
                    assertThat(offer.request().body()).contains(OFFER);
                    leg.answer(java.util.Optional.of(ANSWER));
                }));
        mediaIsHere();
        endpointIsHere();
        call();
        refuses(b(0), 503);
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body()).contains(ANSWER);
    }

    @Test
    void afterAnApplicationThatRefusesTheNextDestinationIsRelayed() {
        known();
        routed(to("100", "queue"), to("1002", "trunk"));
        callout("queue", 0, outgoing -> new Reach.Here((leg, offer) -> leg.hangup(Cause.of(Cause.By.US, 503))));
        callout("trunk", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        call();
        answers(b(0));
        assertThat(b(0).last(LegDeed.Start.class)
                        .orElseThrow()
                        .offer()
                        .orElseThrow()
                        .text())
                .isEqualTo("A>offer");
        assertThat(a.last(LegDeed.Answer.class)
                        .orElseThrow()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo("B>answer");
    }

    @Test
    void theCallerWhoGivesUpEndsTheSearch() {
        twoDestinations();
        call();
        refuses(b(0), 503);
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        over();
        assertThat(b(1).ended()).isTrue();
        assertThat(List.of(b(0).ended(), b(1).ended())).containsOnly(true);
    }
}
