// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.testkit.LegDeed;

class RelayTest extends EngineFixture {
    private static String text(Body body) {
        return body.text();
    }

    @Test
    void bothDescriptionsPassIt() {
        talking();
        assertThat(b().last(LegDeed.Start.class).orElseThrow().offer().map(RelayTest::text))
                .contains("A>offer");
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body().map(RelayTest::text))
                .contains("B>answer");
        assertThat(media.closed()).containsExactly(0);
    }

    @Test
    void isClosedOnceWhenTheCallEnds() {
        talking();
        refuses(b(), 200);
        assertThat(media.closed()).containsExactly(1);
    }

    @Test
    void isClosedWhenTheCallIsRefused() {
        everybodyIsHere();
        call();
        refuses(b(), 486);
        assertThat(media.closed()).containsExactly(1);
    }

    @Test
    void isNotAskedForBeforeACallGoesOut() {
        everybodyIsHere();
        callout("none", 9, outgoing -> unavailable(480));
        call();
        over();
        assertThat(media.relays()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {488, 503})
    void thatRefusesTheOfferHasTheCallRefusedAndTheCalleeNeverRung(int code) {
        everybodyIsHere();
        media.refuse(code);
        call();
        over();
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().status().code())
                .isEqualTo(code);
        assertThat(b().story()).hasSize(1).allMatch(deed -> deed.startsWith("hangup"));
    }

    @ParameterizedTest
    @ValueSource(ints = {488, 503})
    void thatRefusesTheAnswerHasBothHungUp(int code) {
        everybodyIsHere();
        call();
        media.refuse(code);
        answers(b());
        over();
        assertThat(a.last(LegDeed.Hangup.class).orElseThrow().cause().status().code())
                .isEqualTo(code);
        assertThat(b().story()).hasSize(3).startsWith("start with sdp", "confirm");
        assertThat(b().last(LegDeed.Hangup.class).orElseThrow().cause().headers())
                .extracting(Header::value)
                .allMatch(reason -> reason.startsWith("SIP;cause=" + code));
    }

    @Test
    void thatFailsOutrightCostsItsCallA500() {
        everybodyIsHere();
        media.fail();
        call();
        over();
        assertThat(a.story()).endsWith("hangup US 500 Server Internal Error");
    }

    @Test
    void isNotNeededWhereThePartiesSendToEachOther() {
        Settings d = Settings.DEFAULT;
        Settings direct = new Settings(
                d.no18x(), d.ring(), d.patience(), d.absence(), d.deadline(), d.failures(), d.rest(), false);
        engine = new Engine(direct, clock, timer, timer::waiting);
        known();
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        endpointIsHere();
        call();
        assertThat(b().last(LegDeed.Start.class).orElseThrow().offer()).contains(OFFER);
        answers(b());
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body()).contains(ANSWER);
    }

    @Test
    void bodiesThatAreNoDescriptionDoNotTroubleIt() {
        talking();
        assertThat(media.relays()).isEqualTo(1);
        assertThat(engine.roles())
                .anyMatch(role -> role.part().equals("media") && role.stats().claimed() == 1);
    }
}
