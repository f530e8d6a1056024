// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class LeasesTest {
    private final StillClock clock = new StillClock();
    private final ManualScheduler timer = new ManualScheduler(clock);
    private final List<String> expired = new ArrayList<>();
    private final Leases<String, String> leases =
            new Leases<>(3, 1_000, timer, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), expired::add);

    private void after(long millis) {
        timer.advance(Duration.ofMillis(millis));
    }

    @Test
    void eachIsKeptForItsTimeByOneTimer() {
        leases.put("a", "first");
        after(600);
        leases.put("b", "second");
        assertThat(timer.waiting()).isEqualTo(1);
        after(399);
        assertThat(expired).isEmpty();
        after(1);
        assertThat(expired).containsExactly("first");
        assertThat(leases.keys()).containsExactly("b");
        after(600);
        assertThat(expired).containsExactly("first", "second");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void whatIsTakenOutDoesNotExpire() {
        leases.put("a", "first");
        leases.remove("a");
        after(5_000);
        assertThat(expired).isEmpty();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void whatIsPutAgainIsKeptAnew() {
        leases.put("a", "first");
        after(900);
        leases.put("a", "again");
        after(900);
        assertThat(leases.find("a")).contains("again");
        after(100);
        assertThat(expired).containsExactly("again");
    }

    @Test
    void anotherTimeHoldsForWhatIsKeptAlready() {
        leases.put("a", "first");
        after(500);
        leases.keepFor(700);
        after(199);
        assertThat(expired).isEmpty();
        after(1);
        assertThat(expired).containsExactly("first");
    }

    @Test
    void theOldestGivesWay() {
        for (String key : List.of("a", "b", "c", "d")) {
            leases.put(key, key);
        }
        assertThat(expired).containsExactly("a");
        assertThat(leases.size()).isEqualTo(3);
        assertThat(leases.find("a")).isEmpty();
    }

    @Test
    void oneThatFailsToEndDoesNotKeepTheOthers() {
        Leases<String, Runnable> deeds =
                new Leases<>(3, 1_000, timer, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), Runnable::run);
        deeds.put("a", () -> {
            throw new IllegalStateException("planted");
        });
        deeds.put("b", () -> expired.add("b"));
        after(1_000);
        assertThat(expired).containsExactly("b");
    }
}
