// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class AwaitedTest {
    private static final long PATIENCE = 2_000;

    private final ManualScheduler timer = new ManualScheduler(new StillClock());
    private final Awaited<String> awaited = new Awaited<>(3, timer);
    private final List<String> story = new ArrayList<>();

    private void use(String what) {
        awaited.use(service -> story.add(what + " by " + service), () -> story.add(what + " late"), PATIENCE);
    }

    @Test
    void aServiceThatIsHereIsUsedAtOnce() {
        awaited.arrived("one");
        use("a");
        assertThat(story).containsExactly("a by one");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void whoComesBeforeTheServiceWaitsAndIsServedInOrder() {
        use("a");
        use("b");
        assertThat(story).isEmpty();
        assertThat(awaited.waiting()).isEqualTo(2);
        awaited.arrived("one");
        use("c");
        assertThat(story).containsExactly("a by one", "b by one", "c by one");
        assertThat(awaited.waiting()).isZero();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void whoHasWaitedLongEnoughIsToldOnce() {
        use("a");
        timer.advance(Duration.ofMillis(PATIENCE - 1));
        use("b");
        assertThat(story).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(story).containsExactly("a late");
        awaited.arrived("one");
        assertThat(story).containsExactly("a late", "b by one");
        timer.advance(Duration.ofMinutes(1));
        assertThat(story).hasSize(2);
    }

    @Test
    void oneMoreThanThereIsRoomForIsTurnedAwayAtOnce() {
        use("a");
        use("b");
        use("c");
        use("d");
        assertThat(story).containsExactly("d late");
        awaited.arrived("one");
        assertThat(story).containsExactly("d late", "a by one", "b by one", "c by one");
    }

    @Test
    void aServiceThatIsReplacedIsWaitedFor() {
        awaited.arrived("one");
        awaited.left("one");
        use("a");
        assertThat(story).isEmpty();
        awaited.arrived("two");
        assertThat(story).containsExactly("a by two");
    }

    @Test
    void theOldOneLeavingAfterTheNewOneCameChangesNothing() {
        awaited.arrived("one");
        awaited.arrived("two");
        awaited.left("one");
        use("a");
        assertThat(story).containsExactly("a by two");
    }

    @Test
    void aUseThatThrowsKeepsNobodyElseWaiting() {
        awaited.use(
                service -> {
                    throw new IllegalStateException("a bug that the test planted");
                },
                () -> story.add("late"),
                PATIENCE);
        use("b");
        awaited.arrived("one");
        use("c");
        assertThat(story).containsExactly("b by one", "c by one");
    }

    /** Users and a service that comes and goes, on many threads: each use is either served or turned away, exactly once. */
    @Test
    @Timeout(30)
    void servesOrTurnsAwayEachExactlyOnceUnderLoad() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        Awaited<String> busy = new Awaited<>(1_000_000, timer);
        AtomicInteger told = new AtomicInteger();
        CountDownLatch fed = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        try {
            for (int t = 0; t < threads; t++) {
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        busy.use(service -> told.incrementAndGet(), told::incrementAndGet, PATIENCE);
                    }
                    fed.countDown();
                });
            }
            pool.execute(() -> {
                while (fed.getCount() > 0) {
                    busy.arrived("one");
                    busy.left("one");
                }
            });
            assertThat(fed.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdown();
        }
        assertThat(pool.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        busy.arrived("last");
        assertThat(told).hasValue(threads * each);
        assertThat(busy.waiting()).isZero();
    }
}
