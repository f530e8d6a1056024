// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What code that is not ours can do to the threads of all calls, and what it cannot. */
@Timeout(30)
class CallThreadsTest {
    private static final int THREADS = 2;
    private static final int SPARE = 5;
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CallThreads threads = new CallThreads(THREADS, SPARE);
    private final AtomicBoolean released = new AtomicBoolean();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void everyThreadComesBackAndStops() throws InterruptedException {
        released.set(true);
        eventually(() -> threads.lost() == 0);
        assertThat(threads.stop(5_000)).isTrue();
    }

    private static void eventually(BooleanSupplier condition) {
        EndpointFixture.eventually(condition);
    }

    private SerialExecutor call(String id) {
        return new SerialExecutor(id, threads);
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    /** Hangs, and no interrupt helps. */
    private String hang() {
        while (!released.get()) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return "too late";
    }

    private void hang(SerialExecutor call, String late) {
        call.execute(() -> {
            call.within(SHORT, this::hang, () -> heard.add(late));
            heard.add("went on");
        });
    }

    @Test
    void whatComesBackInTimeIsReturnedOnTheSameThread() throws InterruptedException {
        SerialExecutor call = call("quick");
        call.execute(() -> {
            Thread own = Thread.currentThread();
            String answer =
                    call.within(LONG, () -> "answer " + (Thread.currentThread() == own), () -> heard.add("late"));
            heard.add(answer);
        });
        assertThat(next()).isEqualTo("answer true");
    }

    @Test
    void whatIsThrownInTimeIsThrownOn() throws InterruptedException {
        SerialExecutor call = call("throws");
        Supplier<String> failing = () -> {
            throw new IllegalStateException("planted");
        };
        call.execute(() -> {
            try {
                call.within(LONG, failing, () -> heard.add("late"));
            } catch (IllegalStateException planted) {
                heard.add(planted.getMessage());
            }
        });
        assertThat(next()).isEqualTo("planted");
    }

    @Test
    void aCallWhoseRoleHangsGoesOnWithoutItInOrder() throws InterruptedException {
        SerialExecutor call = call("hangs");
        hang(call, "late");
        call.execute(() -> heard.add("the next task"));
        assertThat(next()).isEqualTo("late");
        assertThat(next()).isEqualTo("the next task");
        released.set(true);
        eventually(() -> threads.lost() == 0);
        call.execute(() -> heard.add("and another"));
        assertThat(next()).isEqualTo("and another");
        assertThat(heard).as("what the stuck thread did when it came back").isEmpty();
    }

    @Test
    void moreHangingCallsThanThreadsDoNotStopTheOthers() throws InterruptedException {
        for (int i = 0; i < THREADS + SPARE - 1; i++) {
            hang(call("hangs-" + i), "late");
        }
        CountDownLatch others = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            SerialExecutor other = call("well-" + i);
            other.execute(() -> other.within(
                    LONG,
                    () -> {
                        others.countDown();
                        return "well";
                    },
                    () -> heard.add("a call that is well was late")));
        }
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < THREADS + SPARE - 1; i++) {
            assertThat(next()).isEqualTo("late");
        }
        assertThat(threads.lost()).isEqualTo(THREADS + SPARE - 1);
    }

    @Test
    void callsDoNotWaitUntilAThreadIsWrittenOff() throws InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            SerialExecutor slow = call("slow-" + i);
            slow.execute(() -> heard.add(slow.within(LONG, this::hang, () -> heard.add("late"))));
        }
        SerialExecutor other = call("other");
        other.execute(() -> heard.add("did not wait"));
        assertThat(next()).isEqualTo("did not wait");
        assertThat(threads.lost()).isZero();
        released.set(true);
        for (int i = 0; i < THREADS; i++) {
            assertThat(next()).isEqualTo("too late");
        }
        other.execute(() -> heard.add("and goes on"));
        assertThat(next()).isEqualTo("and goes on");
    }

    @Test
    void noMoreThreadsStandInThanAreSpare() throws InterruptedException {
        for (int i = 0; i < THREADS + SPARE; i++) {
            hang(call("hangs-" + i), "late");
        }
        eventually(() -> threads.lost() == THREADS + SPARE);
        SerialExecutor starved = call("starved");
        starved.execute(() -> heard.add("a thread is free again"));
        assertThat(heard).as("what runs without a thread").isEmpty();
        threads.resize(THREADS, SPARE + 1);
        List<String> all = new ArrayList<>();
        for (int i = 0; i <= THREADS + SPARE; i++) {
            all.add(next());
        }
        assertThat(all).containsOnly("late", "a thread is free again").contains("a thread is free again");
    }

    @Test
    void aThreadThatComesBackIsTakenBackAndCarriesNoInterrupt() throws InterruptedException {
        SerialExecutor call = call("sleeper");
        call.execute(() -> call.within(
                SHORT,
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException woken) {
                        heard.add("interrupted");
                        Thread.currentThread().interrupt();
                    }
                    return "too late";
                },
                () -> heard.add("late")));
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("interrupted", "late");
        eventually(() -> threads.lost() == 0);
        for (int i = 0; i < 10; i++) {
            call.execute(() ->
                    heard.add("interrupt pending: " + Thread.currentThread().isInterrupted()));
            assertThat(next()).isEqualTo("interrupt pending: false");
        }
    }

    @Test
    void codeWithinCodeSharesTheOuterBound() throws InterruptedException {
        SerialExecutor call = call("nested");
        call.execute(() -> call.within(
                SHORT, () -> call.within(LONG, this::hang, () -> heard.add("inner")), () -> heard.add("outer")));
        assertThat(next()).isEqualTo("outer");
        assertThat(heard).isEmpty();
    }

    @Test
    void codeThatIsTooLateCannotTouchItsCallAnyMore() throws InterruptedException {
        SerialExecutor call = call("meddler");
        call.execute(() -> call.within(
                SHORT,
                () -> {
                    hang();
                    CallThread.check();
                    return heard.add("meddled");
                },
                () -> heard.add("late")));
        assertThat(next()).isEqualTo("late");
        released.set(true);
        eventually(() -> threads.lost() == 0);
        assertThat(heard).isEmpty();
    }

    /** Code whose length is about its bound: each entry has one end, and no interrupt strays into what runs after it. */
    @Test
    void eachEntryEndsOnceHoweverCloseTheRaceIs() throws InterruptedException {
        int entries = 60;
        Queue<String> strays = new ConcurrentLinkedQueue<>();
        AtomicInteger ends = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(entries);
        for (int i = 0; i < entries; i++) {
            SerialExecutor call = call("race-" + i);
            AtomicInteger own = new AtomicInteger();
            long nanos = Duration.ofMillis(15 + i % 20).toNanos();
            Runnable end = () -> {
                ends.incrementAndGet();
                if (own.incrementAndGet() > 1) {
                    strays.add("two ends of one entry");
                }
            };
            call.execute(() -> {
                call.within(
                        Duration.ofMillis(20),
                        () -> {
                            LockSupport.parkNanos(nanos);
                            return "done";
                        },
                        end);
                end.run();
            });
            call.execute(() -> {
                if (Thread.currentThread().isInterrupted()) {
                    strays.add("an interrupt strayed");
                }
                all.countDown();
            });
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).hasValue(entries);
        assertThat(strays).isEmpty();
    }
}
