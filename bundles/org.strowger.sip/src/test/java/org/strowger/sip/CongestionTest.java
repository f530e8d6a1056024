// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.ManualExecutor;

class CongestionTest {
    private static final long MOST = 300;

    private final ManualExecutor pool = new ManualExecutor();
    private int queued;
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);
    private final Congestion congestion =
            new Congestion(pool, () -> queued, () -> now, () -> TimeUnit.MILLISECONDS.toNanos(MOST));

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void refusesNothingAtFirst() {
        assertThat(congestion.refuses()).isFalse();
    }

    @Test
    void refusesOnceATaskHasWaitedTooLong() {
        assertThat(congestion.refuses()).isFalse();
        pass(MOST - 1);
        assertThat(congestion.refuses()).isFalse();
        pass(1);
        assertThat(congestion.refuses()).isTrue();
    }

    @Test
    void refusesUntilATaskHasWaitedLess() {
        congestion.refuses();
        pass(MOST);
        pool.runAll();
        assertThat(congestion.refuses()).as("the last one waited too long").isTrue();
        pass(20);
        assertThat(congestion.refuses()).as("the next one is on its way").isTrue();
        pool.runAll();
        assertThat(congestion.refuses()).as("the next one waited for nothing").isFalse();
    }

    @Test
    void forgetsAnOldPeak() {
        congestion.refuses();
        pass(MOST);
        pool.runAll();
        pass(1_000);
        assertThat(congestion.refuses()).isFalse();
    }

    @Test
    void reckonsWithWhatHasComeSinceTheLastMeasurement() {
        queued = 100;
        congestion.refuses();
        pass(100);
        pool.runAll();
        assertThat(congestion.refuses()).isFalse();
        queued = 299;
        assertThat(congestion.refuses()).as("299 tasks of 1 ms").isFalse();
        queued = 300;
        assertThat(congestion.refuses()).as("300 tasks of 1 ms").isTrue();
        queued = 100;
        assertThat(congestion.refuses()).isFalse();
    }

    @Test
    void learnsNothingFromAShortQueue() {
        queued = 1;
        congestion.refuses();
        pass(100);
        pool.runAll();
        queued = 1_000;
        assertThat(congestion.refuses()).isFalse();
    }

    @Test
    void sendsOneTaskAtATimeAndNoneTooSoon() {
        for (int i = 0; i < 100; i++) {
            congestion.refuses();
        }
        assertThat(pool.waiting()).isEqualTo(1);
        pool.runAll();
        congestion.refuses();
        assertThat(pool.waiting()).isZero();
        pass(10);
        congestion.refuses();
        assertThat(pool.waiting()).isEqualTo(1);
    }

    @Test
    void refusesNothingWhereItIsTurnedOff() {
        Congestion off = new Congestion(pool, () -> queued, () -> now, () -> 0);
        off.refuses();
        pass(60_000);
        assertThat(off.refuses()).isFalse();
        assertThat(pool.waiting()).isZero();
    }
}
