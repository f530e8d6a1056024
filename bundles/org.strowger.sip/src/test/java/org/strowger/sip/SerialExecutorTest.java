// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.strowger.testkit.ManualExecutor;

class SerialExecutorTest {
    private final ManualExecutor pool = new ManualExecutor();
    private final List<Integer> done = new ArrayList<>();
    private final SerialExecutor executor = new SerialExecutor("call-1", pool);

    @Test
    void runsInOrderAndOnlyOnThePool() {
        IntStream.range(0, 10).forEach(i -> executor.execute(() -> done.add(i)));
        assertThat(done).isEmpty();
        assertThat(pool.waiting()).isEqualTo(1);
        pool.runAll();
        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void runsWhatATaskAddsAfterWhatWaitsAlready() {
        executor.execute(() -> {
            done.add(1);
            executor.execute(() -> done.add(3));
        });
        executor.execute(() -> done.add(2));
        pool.runAll();
        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void goesOnAfterATaskThatThrows() {
        executor.execute(() -> {
            throw new IllegalStateException("a bug that the test planted");
        });
        executor.execute(() -> {
            throw new AssertionError("an error that the test planted");
        });
        executor.execute(() -> done.add(1));
        pool.runAll();
        executor.execute(() -> done.add(2));
        pool.runAll();
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void givesWayAfterATurn() {
        SerialExecutor other = new SerialExecutor("call-2", pool);
        IntStream.range(0, 100).forEach(i -> executor.execute(() -> done.add(i)));
        other.execute(() -> done.add(1000));
        pool.runAll();
        assertThat(done.indexOf(1000)).isEqualTo(32);
        assertThat(done).hasSize(101);
    }

    @Test
    void neverTakesTwoPlacesInThePool() {
        for (int i = 0; i < 40; i++) {
            executor.execute(
                    () -> executor.execute(() -> assertThat(pool.waiting()).isZero()));
        }
        assertThat(pool.waiting()).isEqualTo(1);
        pool.runNext();
        assertThat(pool.waiting()).isEqualTo(1);
        pool.runAll();
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void tellsTheLogWhoseTaskRuns() {
        List<String> ids = new ArrayList<>();
        executor.execute(() -> ids.add(MDC.get(SerialExecutor.CALL_ID)));
        new SerialExecutor("call-2", pool).execute(() -> ids.add(MDC.get(SerialExecutor.CALL_ID)));
        pool.runAll();
        // the binding of the tests keeps no context, and that is no harm
        assertThat(ids).hasSize(2);
        assertThat(MDC.get(SerialExecutor.CALL_ID)).isNull();
    }

    /** Four threads feed eight calls on four threads; a plain counter of each call tells whether two tasks ever met. */
    @Test
    @Timeout(30)
    void keepsEachCallToOneThreadAtATimeUnderLoad() throws InterruptedException {
        int calls = 8;
        int each = 5_000;
        int feeders = 4;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService feeding = Executors.newFixedThreadPool(feeders);
        try {
            int[][] counters = new int[calls][1];
            AtomicInteger met = new AtomicInteger();
            boolean[][] inside = new boolean[calls][1];
            CountDownLatch all = new CountDownLatch(calls * each * feeders);
            SerialExecutor[] executors = new SerialExecutor[calls];
            for (int i = 0; i < calls; i++) {
                executors[i] = new SerialExecutor("call-" + i, threads);
            }
            for (int feeder = 0; feeder < feeders; feeder++) {
                feeding.execute(() -> {
                    for (int i = 0; i < calls * each; i++) {
                        int call = i % calls;
                        executors[call].execute(() -> {
                            if (inside[call][0]) {
                                met.incrementAndGet();
                            }
                            inside[call][0] = true;
                            counters[call][0]++;
                            inside[call][0] = false;
                            all.countDown();
                        });
                    }
                });
            }
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(met).hasValue(0);
            for (int[] counter : counters) {
                assertThat(counter[0]).isEqualTo(each * feeders);
            }
        } finally {
            feeding.shutdownNow();
            threads.shutdownNow();
        }
    }
}
