// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A scheduler on a {@link StillClock}: {@link #advance} moves the clock and runs what falls due on the way, in order, each at
 * its own moment. What a task throws is the test's to see. Blocking methods are unsupported: nothing here may wait.
 */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final StillClock clock;
    private final AtomicLong sequence = new AtomicLong();
    private final PriorityBlockingQueue<ManualTask<?>> tasks = new PriorityBlockingQueue<>(
            11, Comparator.<ManualTask<?>, Instant>comparing(ManualTask::due).thenComparing(ManualTask::sequence));
    private volatile boolean shutdown;

    public ManualScheduler(StillClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Moves the clock on and runs what falls due, what those tasks schedule included. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        for (ManualTask<?> next = tasks.peek(); next != null && !next.due().isAfter(end); next = tasks.peek()) {
            tasks.remove(next);
            if (next.due().isAfter(clock.instant())) {
                clock.set(next.due());
            }
            next.run();
            repeat(next);
        }
        clock.set(end);
    }

    private void repeat(ManualTask<?> task) {
        task.following(clock.instant()).ifPresent(due -> tasks.add(task.at(due)));
    }

    /** Runs what is due now. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /** How many tasks wait for their moment. */
    public int waiting() {
        return tasks.size();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        return add(callable(command), delay, unit, ManualTask.Repeat.ONCE, Duration.ZERO);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, delay, unit, ManualTask.Repeat.ONCE, Duration.ZERO);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(callable(command), initialDelay, unit, ManualTask.Repeat.RATE, duration(period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return add(callable(command), initialDelay, unit, ManualTask.Repeat.DELAY, duration(delay, unit));
    }

    /** Runs at the next {@link #advance} or {@link #runDue}. */
    @Override
    public void execute(Runnable command) {
        tasks.add(task(callable(command), 0, TimeUnit.NANOSECONDS, ManualTask.Repeat.ONCE, Duration.ZERO));
    }

    private <V> ManualTask<V> add(
            Callable<V> callable, long delay, TimeUnit unit, ManualTask.Repeat repeat, Duration period) {
        ManualTask<V> task = task(callable, delay, unit, repeat, period);
        tasks.add(task);
        return task;
    }

    private <V> ManualTask<V> task(
            Callable<V> callable, long delay, TimeUnit unit, ManualTask.Repeat repeat, Duration period) {
        if (shutdown) {
            throw new RejectedExecutionException("the scheduler was shut down");
        }
        Instant due = clock.instant().plus(duration(Math.max(delay, 0), unit));
        return new ManualTask<>(this, callable, due, sequence.getAndIncrement(), repeat, period);
    }

    private static Callable<Void> callable(Runnable command) {
        Objects.requireNonNull(command, "command");
        return () -> {
            command.run();
            return null;
        };
    }

    private static Duration duration(long amount, TimeUnit unit) {
        return Duration.of(amount, unit.toChronoUnit());
    }

    void forget(ManualTask<?> task) {
        tasks.remove(task);
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void shutdown() {
        shutdown = true;
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(tasks);
        shutdown();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
