// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A task of a {@link ManualScheduler}. */
final class ManualTask<V> implements RunnableScheduledFuture<V> {
    enum Repeat {
        ONCE,
        RATE,
        DELAY
    }

    private enum State {
        WAITING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final ManualScheduler scheduler;
    private final Callable<V> callable;
    private final long sequence;
    private final Repeat repeat;
    private final Duration period;
    private volatile Instant due;
    private volatile State state = State.WAITING;
    private V result;
    private Exception failure;

    ManualTask(
            ManualScheduler scheduler,
            Callable<V> callable,
            Instant due,
            long sequence,
            Repeat repeat,
            Duration period) {
        this.scheduler = scheduler;
        this.callable = callable;
        this.due = due;
        this.sequence = sequence;
        this.repeat = repeat;
        this.period = period;
    }

    Instant due() {
        return due;
    }

    long sequence() {
        return sequence;
    }

    /** When to run again; empty where this was the last time. */
    Optional<Instant> following(Instant now) {
        if (state != State.WAITING) {
            return Optional.empty();
        }
        return Optional.of(repeat == Repeat.RATE ? due.plus(period) : now.plus(period));
    }

    ManualTask<V> at(Instant next) {
        due = next;
        return this;
    }

    @Override
    public void run() {
        if (state != State.WAITING) {
            return;
        }
        try {
            result = callable.call();
            if (repeat == Repeat.ONCE) {
                state = State.DONE;
            }
        } catch (RuntimeException fault) {
            failure = fault;
            state = State.FAILED;
            throw fault;
        } catch (Exception fault) {
            failure = fault;
            state = State.FAILED;
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (state != State.WAITING) {
            return false;
        }
        state = State.CANCELLED;
        scheduler.forget(this);
        return true;
    }

    @Override
    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    @Override
    public boolean isDone() {
        return state != State.WAITING;
    }

    @Override
    public boolean isPeriodic() {
        return repeat != Repeat.ONCE;
    }

    @Override
    public V get() throws ExecutionException {
        return switch (state) {
            case DONE -> result;
            case FAILED -> throw new ExecutionException(failure);
            case CANCELLED -> throw new CancellationException();
            case WAITING -> throw new UnsupportedOperationException("not done yet, and nothing here may wait");
        };
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws ExecutionException {
        return get();
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(Duration.between(scheduler.now(), due));
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
