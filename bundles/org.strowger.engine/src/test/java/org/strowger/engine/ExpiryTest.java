// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.LegEvent;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeRequest;

/** An INVITE may say how long it wants to be answered (RFC 3261 section 13.3.1). */
class ExpiryTest extends EngineFixture {
    private void callsFor(String seconds) {
        everybodyIsHere();
        call(FakeRequest.invite("1001", "1002").body(OFFER).header("Expires", seconds));
    }

    private static List<String> hungUp(FakeLeg leg) {
        return leg.story().stream().filter(deed -> deed.startsWith("hangup")).toList();
    }

    @Test
    void whoIsNotAnsweredInThatTimeIsToldSoAndNobodyRings() {
        callsFor("10");
        rings(b());
        after(Duration.ofMillis(9_999));
        assertThat(a.ended() || b().ended()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(hungUp(a)).containsExactly("hangup TIMER 487 Request Terminated");
        assertThat(hungUp(b())).containsExactly("hangup US 487 Request Terminated");
        over();
    }

    @Test
    void whoIsAnsweredTalksOn() {
        callsFor("10");
        answers(b());
        happens(a, new LegEvent.Confirmed(Optional.empty()));
        after(Duration.ofSeconds(60));
        assertThat(a.ended() || b().ended()).isFalse();
    }

    @Test
    void theTimeRunsOnWhereTheEngineIsReplaced() {
        callsFor("10");
        rings(b());
        after(Duration.ofSeconds(6));
        engineGoes();
        engineComes();
        after(Duration.ofSeconds(4));
        assertThat(hungUp(a)).containsExactly("hangup TIMER 487 Request Terminated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "99999999999999999999"})
    void whatIsNoTimeIsNone(String seconds) {
        callsFor(seconds);
        rings(b());
        after(Duration.ofSeconds(30));
        assertThat(a.ended()).isFalse();
    }
}
