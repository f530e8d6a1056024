// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.api.config.Values;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class PacerTest {
    private final StillClock clock = new StillClock();
    private final ManualScheduler timer = new ManualScheduler(clock);
    private final List<Integer> gone = new ArrayList<>();
    private Settings settings = settings(10, 100, 50);
    private final Pacer<Integer> pacer = new Pacer<>(
            () -> settings,
            () -> Duration.between(StillClock.START, clock.instant()).toNanos(),
            timer,
            gone::add);

    private static Settings settings(int rate, int concurrent, int queue) {
        return Settings.read(new Values(
                Settings.PID,
                Map.of("campaign.rate", rate, "campaign.concurrent", concurrent, "campaign.queue", queue)));
    }

    @Test
    void nobodyGoesFasterThanTheRate() {
        for (int i = 0; i < 25; i++) {
            assertThat(pacer.add(i)).isTrue();
        }
        assertThat(gone).containsExactly(0);
        timer.advance(Duration.ofMillis(99));
        assertThat(gone).hasSize(1);
        timer.advance(Duration.ofMillis(901));
        assertThat(gone).hasSize(11);
        timer.advance(Duration.ofSeconds(2));
        assertThat(gone).hasSize(25).isSorted();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        pacer.add(0);
        timer.advance(Duration.ofSeconds(5));
        pacer.add(1);
        pacer.add(2);
        assertThat(gone).containsExactly(0, 1);
    }

    @Test
    void noMoreAreUpThanAreAllowed() {
        settings = settings(1000, 3, 50);
        for (int i = 0; i < 10; i++) {
            pacer.add(i);
        }
        timer.advance(Duration.ofSeconds(1));
        assertThat(gone).containsExactly(0, 1, 2);
        assertThat(pacer.up()).isEqualTo(3);
        pacer.over(1);
        timer.advance(Duration.ofSeconds(1));
        assertThat(gone).containsExactly(0, 1, 2, 3);
        pacer.joins(77);
        pacer.over(0);
        timer.advance(Duration.ofSeconds(1));
        assertThat(gone).hasSize(4);
        assertThat(pacer.waiting()).isEqualTo(6);
    }

    @Test
    void whoIsTakenBackDoesNotGo() {
        settings = settings(1, 100, 50);
        pacer.add(0);
        pacer.add(1);
        pacer.add(2);
        pacer.over(1);
        timer.advance(Duration.ofSeconds(5));
        assertThat(gone).containsExactly(0, 2);
    }

    @Test
    void tooManyAreRefused() {
        settings = settings(1, 1, 2);
        assertThat(pacer.add(0) && pacer.add(1) && pacer.add(2)).isTrue();
        assertThat(pacer.add(3)).isFalse();
    }

    @Test
    void whoStillWaitsIsGivenBackAtTheEnd() {
        pacer.add(0);
        pacer.add(1);
        assertThat(pacer.stop()).containsExactly(1);
        timer.advance(Duration.ofSeconds(5));
        assertThat(gone).containsExactly(0);
        assertThat(pacer.add(2)).isFalse();
    }
}
