// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {
    private final StillClock clock = new StillClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final List<String> ran = new ArrayList<>();

    private Runnable task(String name) {
        return () -> ran.add(
                name + "@" + Duration.between(StillClock.START, clock.instant()).toSeconds());
    }

    private void after(long seconds, Runnable task) {
        assertThat(scheduler.schedule(task, seconds, TimeUnit.SECONDS).isDone()).isFalse();
    }

    @Test
    void tasksRunInOrderEachAtItsOwnMoment() {
        after(5, task("late"));
        after(2, task("early"));
        after(3600, task("never"));
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("early@2", "late@5");
        assertThat(clock.instant()).isEqualTo(StillClock.START.plusSeconds(10));
        assertThat(scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void aTaskMayScheduleTheNext() {
        after(1, () -> {
            ran.add("first");
            after(1, task("second"));
        });
        scheduler.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("first", "second@2");
    }

    @Test
    void repeatedTasksRunUntilTheyAreCancelled() {
        ScheduledFuture<?> sweep = scheduler.scheduleAtFixedRate(task("sweep"), 1, 2, TimeUnit.SECONDS);
        scheduler.advance(Duration.ofSeconds(4));
        assertThat(sweep.cancel(false)).isTrue();
        scheduler.advance(Duration.ofSeconds(4));

        assertThat(ran).containsExactly("sweep@1", "sweep@3");
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        ScheduledFuture<?> timer = scheduler.schedule(task("timer"), 1, TimeUnit.SECONDS);
        timer.cancel(true);
        scheduler.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
        assertThat(timer.isCancelled()).isTrue();
    }
}
