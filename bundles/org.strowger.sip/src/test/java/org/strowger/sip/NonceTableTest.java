// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.testkit.StillClock;

class NonceTableTest {
    private static final long LIFETIME = 120_000;

    private final StillClock clock = new StillClock();
    private final NonceMint mint = new NonceMint(new byte[] {1}, clock::millis);
    private final NonceTable table = new NonceTable(mint, clock::millis);

    private long issue() {
        return mint.read(mint.issue("r"), "r").orElseThrow().number();
    }

    private boolean use(long number, long count) {
        return table.use(number, count, LIFETIME, 1000);
    }

    @Test
    void aCountMustBeHigherThanEveryOneBefore() {
        long nonce = issue();

        assertThat(use(nonce, 1)).isTrue();
        assertThat(use(nonce, 1)).isFalse();
        assertThat(use(nonce, 5)).isTrue();
        assertThat(use(nonce, 3)).isFalse();
        assertThat(use(nonce, 0)).isFalse();
        assertThat(use(issue(), 0)).as("counts begin at one").isFalse();
    }

    @Test
    void whatIsForgottenCannotBeReplayed() {
        long old = issue();
        assertThat(use(old, 1)).isTrue();
        clock.advance(Duration.ofMillis(LIFETIME));
        assertThat(use(issue(), 1)).isTrue();
        assertThat(use(old, 2)).as("remembered for one generation more").isTrue();
        clock.advance(Duration.ofMillis(LIFETIME));
        long young = issue();
        assertThat(use(young, 1)).isTrue();

        assertThat(use(old, 2)).isFalse();
        assertThat(use(old, 3)).isFalse();
        assertThat(use(young, 1)).isFalse();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void aNonceThatIsUsedFirstInTheNextGenerationLivesItsWholeLife() {
        clock.advance(Duration.ofMillis(LIFETIME - 1));
        long late = issue();
        clock.advance(Duration.ofMillis(LIFETIME - 1));

        assertThat(use(late, 1)).isTrue();
        assertThat(use(late, 1)).isFalse();
    }

    @Test
    void theTableIsBoundedAndNoReplaySucceedsInAFlood() {
        List<Long> nonces = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            long nonce = issue();
            nonces.add(nonce);
            assertThat(use(nonce, 1)).isTrue();
            assertThat(table.size()).isLessThanOrEqualTo(1000);
        }
        assertThat(nonces).noneMatch(nonce -> use(nonce, 1));
    }

    @Test
    void noncesHoardedAndUsedTogetherStayWithinTheBound() {
        List<Long> nonces = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            nonces.add(issue());
        }
        long accepted = nonces.stream().filter(nonce -> use(nonce, 1)).count();

        assertThat(accepted).isEqualTo(500);
        assertThat(table.size()).isEqualTo(500);
        assertThat(use(issue(), 1)).isTrue();
    }

    @ParameterizedTest(name = "at most {0} nonces")
    @ValueSource(ints = {100_000, 4_000})
    void ofManyThreadsWithOneCountOneSucceedsAlsoWhileGenerationsTurn(int bound) throws Exception {
        int threads = 8;
        List<Long> nonces = Stream.generate(this::issue).limit(2_000).toList();
        AtomicIntegerArray accepted = new AtomicIntegerArray(nonces.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                ends.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < nonces.size(); i++) {
                        accepted.addAndGet(i, table.use(nonces.get(i), 1, LIFETIME, bound) ? 1 : 0);
                        table.use(issue(), 1, LIFETIME, bound);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        IntSummaryStatistics each =
                IntStream.range(0, nonces.size()).map(accepted::get).summaryStatistics();
        assertThat(each.getMax()).isEqualTo(1);
        assertThat(each.getMin()).as("forgotten only where the bound is low").isEqualTo(bound > 50_000 ? 1 : 0);
    }
}
