// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A thread of {@link CallThreads}, which may be running code that is not ours. What that code is allowed to take is written down
 * here for the watchdog: nothing but the clock and two writes is between a call and its role.
 *
 * <p>Whether the code came back in time or was too late is decided by one compare-and-set, on a number whose lower three bits say
 * where the thread is and whose upper ones count the entries, so that no entry is taken for another. Code that is not back soon is
 * {@link #HELD}: another thread stands in, for its bound may be long, and the other calls are not to wait for it. The interrupt falls
 * between {@link #TAKEN} and {@link #INTERRUPTED}; the thread waits for the latter before it goes on, and so never takes it elsewhere.
 */
final class CallThread extends Thread {
    private static final int OUTSIDE = 0;
    private static final int INSIDE = 1;
    private static final int HELD = 2;
    private static final int TAKEN = 3;
    private static final int INTERRUPTED = 4;
    private static final int PLACES = 8;

    /** How long code may take before another thread stands in for this one. */
    private static final long SOON_NANOS = 50_000_000;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(CallThread.class, "state", long.class);
        } catch (ReflectiveOperationException bug) {
            throw new ExceptionInInitializerError(bug);
        }
    }

    /** Ends a task that another thread has taken over. Only {@link SerialExecutor} catches it. */
    static final class WrittenOff extends Error {
        private static final long serialVersionUID = 1;

        WrittenOff() {
            super("the call goes on without this thread", null, false, false);
        }
    }

    private final CallThreads threads;
    private volatile long state;
    // written before the state says INSIDE, and read by the watchdog once it has won
    private SerialExecutor queue;
    private Runnable late;
    private long entered;
    private long bound;

    CallThread(CallThreads threads, Runnable task, String name) {
        super(task, name);
        this.threads = threads;
        setDaemon(true);
    }

    @Override
    public void run() {
        threads.began(this);
        try {
            super.run();
        } finally {
            threads.ended(this);
        }
    }

    private static int place(long state) {
        return (int) (state & PLACES - 1);
    }

    /** On this thread. Code within code is part of it: the outer bound holds. */
    <T> T within(SerialExecutor owner, Duration bound, Supplier<T> foreign, Runnable next) {
        long before = state;
        if (place(before) > HELD) {
            throw new WrittenOff();
        }
        if (place(before) != OUTSIDE) {
            return foreign.get();
        }
        queue = owner;
        late = next;
        entered = System.nanoTime();
        this.bound = bound.toNanos();
        long inside = before + INSIDE;
        state = inside;
        threads.wakeWatchdog();
        try {
            return foreign.get();
        } finally {
            // in place of whatever the code returned or threw, where it was too late
            leave(inside);
        }
    }

    private void leave(long inside) {
        long outside = inside - INSIDE + PLACES;
        if (STATE.compareAndSet(this, inside, outside)) {
            queue = null;
            late = null;
            return;
        }
        if (STATE.compareAndSet(this, inside - INSIDE + HELD, outside)) {
            queue = null;
            late = null;
            threads.released();
            return;
        }
        while (place(state) != INTERRUPTED) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        queue = null;
        late = null;
        state = outside;
        threads.cameBack(this);
        throw new WrittenOff();
    }

    /** Whether foreign code runs here. Any thread. */
    boolean inside() {
        int place = place(state);
        return place == INSIDE || place == HELD;
    }

    /** Does what foreign code that is not back yet calls for: another thread to stand in, or the call taken away. The watchdog's. */
    void look(long now) {
        long seen = state;
        long took = now - entered;
        if (!(place(seen) == INSIDE || place(seen) == HELD)) {
            return;
        }
        if (took >= bound) {
            takeOver(seen);
        } else if (took >= SOON_NANOS
                && place(seen) == INSIDE
                && STATE.compareAndSet(this, seen, seen - INSIDE + HELD)) {
            threads.held();
        }
    }

    /** Unless the code has just come back, or has just begun what is another entry. */
    private void takeOver(long seen) {
        long entry = seen - place(seen);
        if (!STATE.compareAndSet(this, seen, entry + TAKEN)) {
            return;
        }
        SerialExecutor owner = queue;
        Runnable next = late;
        threads.writtenOff(this, place(seen) == HELD);
        interrupt();
        state = entry + INTERRUPTED;
        owner.goOnWith(next);
    }

    /** For what foreign code may call: ends it where its call goes on without it. */
    static void check() {
        if (Thread.currentThread() instanceof CallThread thread && place(thread.state) > HELD) {
            throw new WrittenOff();
        }
    }
}
