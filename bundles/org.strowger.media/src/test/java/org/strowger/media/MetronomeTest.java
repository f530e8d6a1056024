// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetronomeTest {
    private static final long MILLI = 1_000_000;

    private final Metronome metronome = new Metronome();
    private final List<Long> beats = new ArrayList<>();
    private long now = -3_000 * MILLI;

    @Test
    void withoutFollowersItWaitsForEver() {
        assertThat(metronome.pause(now)).isNegative();
        metronome.run(now);
    }

    @Test
    void eachFollowerGetsABeatEach20Milliseconds() {
        metronome.add(() -> beats.add(now), now);
        long began = now;
        run(1_000);
        assertThat(beats).hasSize(51);
        assertThat(beats.get(0)).isEqualTo(began);
        for (int i = 1; i < beats.size(); i++) {
            assertThat(beats.get(i) - beats.get(i - 1)).isEqualTo(20 * MILLI);
        }
    }

    @Test
    void manyAreSpreadEvenly() {
        List<List<Long>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<Long> own = new ArrayList<>();
            all.add(own);
            metronome.add(() -> own.add(now), now);
        }
        run(19);
        assertThat(all).allSatisfy(own -> assertThat(own).hasSize(1));
        assertThat(all.stream().filter(own -> own.get(0) == -3_000 * MILLI)).hasSize(25);
    }

    @Test
    void whatWasMissedIsMadeUpForAndALongSleepIsLetGo() {
        metronome.add(() -> beats.add(now), now);
        run(0);
        now += 100 * MILLI;
        metronome.run(now);
        assertThat(beats).hasSize(6);
        now += 60_000 * MILLI;
        metronome.run(now);
        assertThat(beats).hasSize(16);
        now += 20 * MILLI;
        metronome.run(now);
        assertThat(beats).hasSize(17);
    }

    @Test
    void aFaultStopsItsFollowerAlone() {
        metronome.add(
                () -> {
                    throw new IllegalStateException("broken");
                },
                now);
        metronome.add(() -> beats.add(now), now);
        run(1_000);
        assertThat(beats).hasSizeGreaterThan(49);
    }

    @Test
    void whoIsRemovedGetsNone() {
        Metronome.Follower follower = () -> beats.add(now);
        metronome.add(follower, now);
        run(40);
        metronome.remove(follower);
        int before = beats.size();
        run(100);
        assertThat(beats).hasSize(before);
        assertThat(metronome.pause(now)).isNegative();
    }

    /** Lets time pass as the loop does. */
    private void run(long millis) {
        long end = now + millis * MILLI;
        while (now <= end) {
            metronome.run(now);
            long pause = metronome.pause(now);
            now += Math.max(1, pause < 0 ? millis : pause) * MILLI;
        }
        now = end;
    }
}
