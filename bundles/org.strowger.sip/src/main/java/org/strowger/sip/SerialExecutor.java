// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One call's queue: runs its tasks one after another, in order, on whatever thread of a shared pool is free. That is why nothing
 * about a call needs a lock. A task that throws is logged and the next one runs.
 */
final class SerialExecutor implements Executor {
    /** The key of the call's id in the logging context. */
    static final String CALL_ID = "call.id";

    /** Tasks run in one turn before other calls get theirs. */
    private static final int TURN = 32;

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    private final String callId;
    private final Executor pool;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialExecutor(String callId, Executor pool) {
        this.callId = callId;
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            pool.execute(this::takeTurn);
        }
    }

    private void takeTurn() {
        MDC.put(CALL_ID, callId);
        int left;
        try {
            int done = 0;
            do {
                run(tasks.remove());
                done++;
                left = waiting.decrementAndGet();
            } while (left > 0 && done < TURN);
        } finally {
            MDC.remove(CALL_ID);
        }
        if (left > 0) {
            pool.execute(this::takeTurn);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            log.error("{}: a task of the call failed", callId, fault);
        }
    }
}
