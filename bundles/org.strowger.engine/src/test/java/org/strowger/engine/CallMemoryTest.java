// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.LegDeed;

/** What lies on a leg between two engines, and what the next one makes of what is not as it would have it. */
class CallMemoryTest extends EngineFixture {
    private static final String KEY = "org.strowger.engine.call";

    private Map<String, Object> laidDown() {
        engineGoes();
        return new HashMap<>(a.memory());
    }

    private static void ofNoBundle(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                ofNoBundle(key);
                ofNoBundle(inner);
            });
        } else if (value instanceof Collection<?> values) {
            values.forEach(CallMemoryTest::ofNoBundle);
        } else if (!(value instanceof Leg
                || value instanceof Relay
                || value instanceof Exchange
                || value instanceof CompletableFuture)) {
            assertThat(value.getClass().getName()).matches("(java\\.|org\\.strowger\\.api\\.).*");
        }
    }

    @Test
    void holdsNothingOfTheEngines() {
        everybodyIsHere();
        callout("forking", 10, outgoing -> targets(2));
        call();
        happens(b(0), new LegEvent.Ended(Cause.of(Cause.By.PEER, 486)));
        Map<String, Object> ringing = laidDown();
        ofNoBundle(ringing);
        engineComes();
        answers(b(1));
        happens(a, new LegEvent.Asked(FakeExchange.of("INVITE", OFFER)));
        Map<String, Object> talking = laidDown();
        ofNoBundle(talking);
        assertThat(talking).isNotEqualTo(ringing).containsEntry(KEY, 1);
        engineComes();
        b(1).reply(SipReply.of(488));
    }

    static Stream<Map<String, Object>> strange() {
        return Stream.of(
                Map.of(KEY, 2), Map.of("offer", "a word"), Map.of("facts", Map.of()), Map.of("media", List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void thatCannotBeReadEndsItsCallOnBothSides(Map<String, Object> strange) {
        talking();
        Map<String, Object> memory = laidDown();
        memory.putAll(strange);
        a.remember(memory);
        engineComes();
        over();
        for (FakeLeg leg : List.of(a, b())) {
            assertThat(leg.last(LegDeed.Hangup.class).orElseThrow().cause()).isEqualTo(Cause.of(Cause.By.FAULT, 500));
        }
        media.stop();
    }

    @Test
    void ofAnOlderEngineMayLackWhatWasInventedSince() {
        talking();
        Map<String, Object> memory = laidDown();
        memory.keySet().retainAll(List.of(KEY, "offer", "facts"));
        memory.put("a key of the future", 7);
        a.remember(memory);
        engineComes();
        assertThat(state()).isEqualTo(CallState.TALKING);
        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(a, new LegEvent.Asked(hold));
        assertThat(b().story()).endsWith("ask INVITE with sdp");
        media.stop();
    }

    @Test
    void ofACallThatWasUpKeepsWhenItBeganAndWasAnswered() {
        talking();
        clock.advance(Duration.ofSeconds(90));
        var before = engine.calls().get(0);
        engineGoes();
        engineComes();
        assertThat(engine.calls()).containsExactly(before);
    }

    @Test
    void isNotReadWhereALegIsSomebodyElses() {
        talking();
        FakeLeg other = FakeLeg.a("call-2", Runnable::run);
        other.remember(Map.of("menu", "main"));
        other.leave();
        endpoint.knows(other);
        engineGoes();
        engineComes();
        assertThat(other.deeds()).isEmpty();
        assertThat(engine.calls()).hasSize(1);
    }

    @Test
    void ofAnOfferThatMeetsAnEngineOnItsWayOutIsThatOfACallThatHasNotBegun() {
        everybodyIsHere();
        Engine old = engine;
        old.layDown();
        call();
        assertThat(a.story()).isEmpty();
        assertThat(a.left()).isTrue();
        engine = null;
        engineComes();
        assertThat(a.story()).containsExactly("progress 100 Trying");
        assertThat(state()).isEqualTo(CallState.RINGING);
    }

    @Test
    void isNotWrittenWhereACallWasBusyForTooLong() {
        talking();
        engine.layDown().await(Duration.ofMillis(1));
        settle();
        over();
        assertThat(a.story()).endsWith("hangup US 200 OK");
        assertThat(b().ended()).isTrue();
    }

    @Test
    void laterThanAnOperatorsHangUpDoesNotLoseIt() {
        talking();
        Engine old = engine;
        old.layDown();
        old.hangup("call-1", Cause.of(Cause.By.US, 480));
        settle();
        engine = null;
        engineComes();
        assertThat(engine.calls()).isEmpty();
        assertThat(b().ended()).isTrue();
        assertThat(a.ended()).isTrue();
    }
}
