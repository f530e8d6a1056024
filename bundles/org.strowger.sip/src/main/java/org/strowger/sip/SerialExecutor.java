// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.strowger.api.call.CallQueue;

/**
 * One call's queue: runs its tasks one after another, in order, on whatever thread of a shared pool is free. That is why nothing
 * about a call needs a lock. A task that throws is logged and the next one runs.
 */
final class SerialExecutor implements CallQueue {
    /** The key of the call's id in the logging context. */
    static final String CALL_ID = "call.id";

    /** Tasks run in one turn before other calls get theirs. */
    private static final int TURN = 32;

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    private final String callId;
    private final Executor pool;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Tasks in the queue, and the one that runs. */
    private final AtomicInteger waiting = new AtomicInteger();

    SerialExecutor(String callId, Executor pool) {
        this.callId = callId;
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            pool.execute(() -> takeTurn(tasks.remove()));
        }
    }

    /** The bound holds on the threads of {@link CallThreads}, where all calls are; another pool's are not watched. */
    @Override
    public <T> T within(Duration bound, Supplier<T> foreign, Runnable late) {
        return Thread.currentThread() instanceof CallThread thread
                ? thread.within(this, bound, foreign, late)
                : foreign.get();
    }

    /** Goes on, on another thread, with another end of the task that runs: the thread that began it is written off. */
    void goOnWith(Runnable end) {
        pool.execute(() -> takeTurn(end));
    }

    private void takeTurn(Runnable first) {
        MDC.put(CALL_ID, callId);
        try {
            Runnable task = first;
            int left;
            for (int done = 1; ; done++) {
                run(task);
                left = waiting.decrementAndGet();
                if (left == 0 || done == TURN) {
                    break;
                }
                task = tasks.remove();
            }
            if (left > 0) {
                pool.execute(() -> takeTurn(tasks.remove()));
            }
        } catch (CallThread.WrittenOff goneOn) {
            // the rest of this turn is another thread's already
            log.debug("{}: back from a task that goes on elsewhere", callId);
        } finally {
            MDC.remove(CALL_ID);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (CallThread.WrittenOff goneOn) {
            throw goneOn;
        } catch (RuntimeException | Error fault) {
            log.error("{}: a task of the call failed", callId, fault);
        }
    }
}
