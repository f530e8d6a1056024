// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.strowger.api.call.CallQueue;

/**
 * A serial executor that runs nothing until the test says so. Tasks may be given on any thread; they run on the test's. Foreign code is
 * in time unless the test says {@link #late}.
 */
public final class ManualExecutor implements CallQueue {
    /** Ends a task whose foreign code was late. */
    private static final class Late extends Error {
        private static final long serialVersionUID = 1L;

        Late() {
            super("foreign code was late", null, false, false);
        }
    }

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Supplier<?>> overdue = new ArrayDeque<>();
    /** In how many it is late: 1 for the next, 0 for none. */
    private int late;

    private boolean inForeign;

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(Objects.requireNonNull(task, "task"));
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return tasks.size();
    }

    /** Runs the oldest task; what it throws is the test's to see. False where none waits. */
    public boolean runNext() {
        Runnable task;
        synchronized (this) {
            task = tasks.poll();
        }
        if (task == null) {
            return false;
        }
        try {
            task.run();
        } catch (Late writtenOff) {
            // the rest of the task is not to run
        }
        return true;
    }

    /** The next foreign code does not come to an end in time. */
    public void late() {
        lateAfter(0);
    }

    /** The foreign code after so many that are in time does not come to an end in time. */
    public void lateAfter(int inTime) {
        late = inTime + 1;
    }

    /**
     * What was late runs after all.
     *
     * @return what it gave back, and no call hears of
     */
    public List<Object> overdue() {
        List<Object> results = new ArrayList<>();
        for (Supplier<?> code = overdue.poll(); code != null; code = overdue.poll()) {
            results.add(code.get());
        }
        return results;
    }

    @Override
    public <T> T within(Duration bound, Supplier<T> foreign, Runnable instead) {
        if (inForeign) {
            throw new IllegalStateException("foreign code within foreign code");
        }
        if (bound.isNegative() || bound.isZero()) {
            throw new IllegalArgumentException("no time at all: " + bound);
        }
        if (late > 0 && --late == 0) {
            overdue.add(foreign);
            synchronized (this) {
                tasks.addFirst(instead);
            }
            throw new Late();
        }
        inForeign = true;
        try {
            return foreign.get();
        } finally {
            inForeign = false;
        }
    }

    /**
     * Runs tasks in order, those that they add included, until none waits.
     *
     * @return how many ran
     */
    public int runAll() {
        int ran = 0;
        while (runNext()) {
            if (++ran > 100_000) {
                throw new IllegalStateException("tasks add tasks without an end");
            }
        }
        return ran;
    }
}
