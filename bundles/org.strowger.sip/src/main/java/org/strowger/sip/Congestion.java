// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the calls' threads are so far behind that new work must be turned away. What waits longer than T1 is repeated by its
 * sender, and every message more makes all others wait longer: refusing early and cheaply keeps the calls that are up in time. The
 * wait is measured: a task is sent through the pool, and another when it has arrived. What has come since is reckoned by how fast
 * that one went ahead in the queue, or a burst would be taken in whole before the first measurement is back. Thread-safe.
 */
final class Congestion {
    private static final Logger log = LoggerFactory.getLogger(Congestion.class);

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long a measurement holds where nobody asked for the next. */
    private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(100);

    /** Tasks in a queue that say how long one takes; with fewer, a thread's waking up says more. */
    private static final int TELLING = 16;

    private static final long QUIET = TimeUnit.SECONDS.toNanos(10);
    private static final long NONE = Long.MIN_VALUE;

    private final Executor pool;
    private final IntSupplier queued;
    private final LongSupplier nanos;
    private final LongSupplier most;
    private final AtomicLong sent = new AtomicLong(NONE);
    private final AtomicLong nextWarning;
    private final AtomicLong refused = new AtomicLong();
    private volatile long arrived;
    private volatile long waited;
    private volatile long each;

    /**
     * @param queued how many tasks wait in the pool's queue
     * @param nanos a clock that never goes back
     * @param most how long a task may wait, in nanoseconds; 0: as long as it takes
     */
    Congestion(Executor pool, IntSupplier queued, LongSupplier nanos, LongSupplier most) {
        this.pool = pool;
        this.queued = queued;
        this.nanos = nanos;
        this.most = most;
        this.arrived = nanos.getAsLong() - FRESH;
        this.nextWarning = new AtomicLong(nanos.getAsLong());
    }

    /** Whether a new request is to be refused. */
    boolean refuses() {
        long bound = most.getAsLong();
        if (bound == 0 || waitNanos() < bound) {
            return false;
        }
        refused.incrementAndGet();
        long now = nanos.getAsLong();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + QUIET)) {
            log.warn(
                    "overload: new requests are refused while work waits {} ms for a thread; {} so far",
                    TimeUnit.NANOSECONDS.toMillis(waitNanos()),
                    refused.get());
        }
        return true;
    }

    /** How long a task waits for a thread. */
    private long waitNanos() {
        long now = nanos.getAsLong();
        long since = now - arrived;
        int ahead = queued.getAsInt();
        if (since >= PERIOD && sent.compareAndSet(NONE, now)) {
            pool.execute(() -> arrive(ahead));
        }
        long started = sent.get();
        long last = since < FRESH ? waited : 0;
        long measured = started == NONE ? last : Math.max(last, now - started);
        return Math.max(measured, ahead * each);
    }

    private void arrive(int ahead) {
        long now = nanos.getAsLong();
        long wait = now - sent.get();
        if (ahead >= TELLING) {
            each = wait / ahead;
        }
        waited = wait;
        arrived = now;
        sent.set(NONE);
    }
}
