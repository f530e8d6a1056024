// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.DefaultSipTimer;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ours and the stack's own do the same. */
@Timeout(30)
class WheelTimerTest {
    enum Kind {
        OURS,
        STOCK;

        SipTimer made() {
            return this == OURS ? new WheelTimer() : new DefaultSipTimer();
        }
    }

    /** The stock one counts in whole milliseconds. */
    private static final int SLACK = 1;

    /** The stock timer logs by what a stack has set up. */
    private static Stack stack;

    private SipTimer timer;

    @BeforeAll
    static void aStack() {
        stack = new Stack(1, 4096, Set.of());
    }

    @AfterAll
    static void noStack() {
        stack.stop();
    }

    /** Says when it ran, in milliseconds since it was made. */
    private static final class Task extends SIPStackTimerTask {
        private final long made = System.nanoTime();
        private final BlockingQueue<Long> ran = new LinkedBlockingQueue<>();
        private final Consumer<Task> does;
        private volatile boolean cleanedUp;

        Task(Consumer<Task> does) {
            this.does = does;
        }

        Task() {
            this(task -> {});
        }

        @Override
        public void runTask() {
            ran.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - made));
            does.accept(this);
        }

        @Override
        public void cleanUpBeforeCancel() {
            cleanedUp = true;
        }

        @Override
        public Object getThreadHash() {
            return null;
        }

        long next() throws InterruptedException {
            Long next = ran.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a run of the timer").isNotNull();
            return next;
        }
    }

    private void start(Kind kind) {
        timer = kind.made();
        timer.start(null, new Properties());
    }

    @AfterEach
    void stop() {
        timer.stop();
    }

    @ParameterizedTest
    @EnumSource
    void isNeverEarly(Kind kind) throws InterruptedException {
        start(kind);
        for (int delay : new int[] {0, 1, 19, 20, 21, 130}) {
            Task task = new Task();
            assertThat(timer.schedule(task, delay)).isTrue();
            assertThat(task.next()).as("after %s ms", delay).isGreaterThanOrEqualTo(delay - SLACK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesAgainUntilItIsCancelledFromWithin(Kind kind) throws InterruptedException {
        start(kind);
        Task task = new Task(self -> {
            if (self.ran.size() == 3) {
                assertThat(timer.cancel(self)).isTrue();
            }
        });
        CountDownLatch later = new CountDownLatch(1);
        timer.scheduleWithFixedDelay(task, 20, 40);
        timer.schedule(new Task(self -> later.countDown()), 400);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(task.ran).hasSize(3);
        assertThat(task.ran.remove()).isGreaterThanOrEqualTo(20 - SLACK);
        assertThat(task.ran.remove()).isGreaterThanOrEqualTo(60 - 2 * SLACK);
        assertThat(task.cleanedUp).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotRunWhenItWasCancelled(Kind kind) throws InterruptedException {
        start(kind);
        Task cancelled = new Task();
        Task other = new Task();
        timer.schedule(cancelled, 50);
        timer.schedule(other, 120);
        assertThat(timer.cancel(cancelled)).isTrue();
        assertThat(cancelled.cleanedUp).isTrue();
        other.next();
        assertThat(cancelled.ran).isEmpty();
        assertThat(timer.cancel(other)).as("of what has run").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatFailsStopsNoOther(Kind kind) throws InterruptedException {
        start(kind);
        Task failing = new Task(self -> {
            throw new IllegalStateException("on purpose");
        });
        timer.scheduleWithFixedDelay(failing, 20, 20);
        failing.next();
        failing.next();
        Task other = new Task();
        timer.schedule(other, 20);
        other.next();
    }

    @ParameterizedTest
    @EnumSource
    void takesNothingOnceItHasStopped(Kind kind) {
        start(kind);
        assertThat(timer.isStarted()).isTrue();
        timer.stop();
        assertThat(timer.isStarted()).isFalse();
        assertThatThrownBy(() -> timer.schedule(new Task(), 20)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> timer.scheduleWithFixedDelay(new Task(), 20, 20))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void wakesUpAfterHavingHadNothingToDo(Kind kind) throws InterruptedException {
        start(kind);
        Task first = new Task();
        timer.schedule(first, 20);
        first.next();
        CountDownLatch quiet = new CountDownLatch(1);
        assertThat(quiet.await(100, TimeUnit.MILLISECONDS)).isFalse();
        Task second = new Task();
        timer.schedule(second, 40);
        assertThat(second.next()).isBetween(40L - SLACK, 5_000L);
    }

    @ParameterizedTest
    @EnumSource
    void runsAllOfVeryMany(Kind kind) throws InterruptedException {
        start(kind);
        CountDownLatch left = new CountDownLatch(20_000);
        for (int i = 0; i < 20_000; i++) {
            timer.schedule(new Task(self -> left.countDown()), i % 500);
        }
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
