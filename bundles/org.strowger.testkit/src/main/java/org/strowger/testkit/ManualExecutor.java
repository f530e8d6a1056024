// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.strowger.api.call.CallQueue;

/** A serial executor that runs nothing until the test says so. Tasks may be given on any thread; they run on the test's. */
public final class ManualExecutor implements CallQueue {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

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
        task.run();
        return true;
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
