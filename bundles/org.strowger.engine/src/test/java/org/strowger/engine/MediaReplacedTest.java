// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.media.Media;
import org.strowger.api.sip.Body;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.LegDeed;

/** The media bundle is replaced under calls: audio pauses, and no call is lost. */
class MediaReplacedTest extends EngineFixture {
    private ServiceReference<Media> service;
    private FakeMedia old;

    @BeforeEach
    void oneRings() {
        known();
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        service = mediaIsHere();
        endpointIsHere();
        call();
        rings(b());
    }

    private void mediaGoes() {
        isGone(service);
        old = media;
        old.stop();
        media = new FakeMedia();
    }

    private FakeExchange holds() {
        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(a, new LegEvent.Asked(hold));
        return hold;
    }

    @Test
    void theNextBundlesRelayGoesOnFromTheLastOnes() {
        answers(b());
        mediaGoes();
        assertThat(state()).isEqualTo(CallState.TALKING);
        mediaIsHere();
        assertThat(media.made()).containsExactly("call-1 after call-1 first");
        holds();
        assertThat(b().last(LegDeed.Ask.class).orElseThrow().query().body().map(Body::text))
                .contains("A>hold");
        assertThat(old.closed()).containsExactly(1);
    }

    @Test
    void aCallThatEndsAsMediaComesBackTakesNoPorts() {
        answers(b());
        mediaGoes();
        // heard of before media is
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        mediaIsHere();
        assertThat(engine.calls()).isEmpty();
        assertThat(media.relays()).isZero();
    }

    @Test
    void aHoldMeanwhileIsToBeTriedAgain() {
        answers(b());
        mediaGoes();
        assertThat(holds().answered().orElseThrow().status().code()).isEqualTo(491);
        FakeExchange digit = FakeExchange.of("INFO");
        happens(a, new LegEvent.Asked(digit));
        assertThat(b().story()).endsWith("ask INFO");
    }

    @Test
    void aCallThatIsAnsweredMeanwhileWaits() {
        mediaGoes();
        answers(b());
        assertThat(b().story()).endsWith("confirm");
        assertThat(state()).isEqualTo(CallState.RINGING);
        mediaIsHere();
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(a.last(LegDeed.Answer.class).orElseThrow().body().map(Body::text))
                .contains("B>answer");
        assertThat(timer.waiting()).isZero();
    }

    private void mediaGoesUnseen() {
        isGoneWithin(service);
        old = media;
        old.stop();
        media = new FakeMedia();
    }

    @Test
    void aCallThatGoesOutAsMediaGoesWaits() {
        ends();
        endpoint.whenInvited(this::mediaGoesUnseen);
        call();
        assertThat(state()).isEqualTo(CallState.OFFERED);
        mediaIsHere();
        assertThat(state()).isEqualTo(CallState.RINGING);
        assertThat(b().last(LegDeed.Start.class).orElseThrow().offer().map(Body::text))
                .contains("A>offer");
    }

    @Test
    void aCallWhoseOfferPassesAsMediaGoesWaits() {
        ends();
        media.whenAsked(this::mediaGoesUnseen);
        call();
        assertThat(state()).isEqualTo(CallState.OFFERED);
        mediaIsHere();
        assertThat(state()).isEqualTo(CallState.RINGING);
    }

    @Test
    void aCallThatIsAnsweredAsMediaGoesWaits() {
        media.whenAsked(this::mediaGoesUnseen);
        answers(b());
        assertThat(state()).isEqualTo(CallState.RINGING);
        mediaIsHere();
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    private void ends() {
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
    }

    @Test
    void aCallThatIsAnsweredMeanwhileWaitsAcrossEnginesToo() {
        mediaGoes();
        answers(b());
        engineGoes();
        engineComes();
        assertThat(state()).isEqualTo(CallState.RINGING);
        mediaIsHere();
        assertThat(state()).isEqualTo(CallState.TALKING);
        assertThat(b().story()).containsExactly("start with sdp", "confirm");
    }

    @Test
    void aCallThatIsAnsweredWhileMediaStaysAwayIsToldToRetry() {
        mediaGoes();
        answers(b());
        after(Settings.DEFAULT.patience());
        over();
        assertThat(a.story()).endsWith("hangup FAULT 503 Service Unavailable");
        assertThat(b().ended()).isTrue();
    }

    @Test
    void theEngineAndMediaAreReplacedAtOnce() {
        answers(b());
        engineGoes();
        mediaGoes();
        mediaIsHere();
        engineComes();
        assertThat(media.made()).containsExactly("call-1 after call-1 first");
        holds();
        assertThat(b().last(LegDeed.Ask.class).orElseThrow().query().body().map(Body::text))
                .contains("A>hold");
    }

    @Test
    void anotherMediaBundleBesidesTheFirstChangesNothing() {
        answers(b());
        FakeMedia one = media;
        media = new FakeMedia();
        mediaIsHere();
        assertThat(media.made()).isEmpty();
        media = one;
        assertThat(state()).isEqualTo(CallState.TALKING);
    }
}
