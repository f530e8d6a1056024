// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's timers on a wheel: a transaction asks twice a second what time it is, for as long as it is remembered, and the stock
 * timer sorts all of them into one heap under one lock each time. Here a timer is put into the slot of its tick, at no more cost for
 * many than for few. None is early, and none more than a tick late. The stack makes this by reflection, from its property
 * TIMER_CLASS_NAME. Thread-safe.
 */
public final class WheelTimer implements SipTimer {
    private static final Logger log = LoggerFactory.getLogger(WheelTimer.class);

    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A power of two, so many that 64*T1 is less than one turn. */
    private static final int SLOTS = 2048;

    private final long epoch = System.nanoTime();
    /** Set and not yet on the wheel: the last to come is the first. */
    private final AtomicReference<Timeout> arrivals = new AtomicReference<>();

    private volatile boolean started;
    private volatile boolean asleep;
    private volatile Thread thread;

    // the thread's own
    private final Timeout[] slots = new Timeout[SLOTS];
    private long tick;
    private int held;

    /** One timer. What it runs is null once it is over or cancelled. */
    private static final class Timeout extends AtomicReference<SIPStackTimerTask> {
        private static final long serialVersionUID = 1;

        private final long period;
        private long due;
        private transient Timeout next;

        /** @param period ticks; 0 for once */
        Timeout(SIPStackTimerTask task, long due, long period) {
            super(task);
            this.due = due;
            this.period = period;
        }
    }

    // ---- the stack's side

    @Override
    public synchronized void start(SipStackImpl stack, Properties properties) {
        started = true;
        thread = new Thread(this::turn, "strowger-sip-wheel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        started = false;
        LockSupport.unpark(thread);
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return add(task, delay, 0);
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return add(task, delay, Math.max(1, ticks(TimeUnit.MILLISECONDS.toNanos(period))));
    }

    private boolean add(SIPStackTimerTask task, long delay, long period) {
        if (!started) {
            throw new IllegalStateException("the SIP stack's timer has stopped");
        }
        long due = ticks(System.nanoTime() - epoch + TimeUnit.MILLISECONDS.toNanos(delay));
        Timeout timeout = new Timeout(task, due, period);
        task.setSipTimerTask(timeout);
        Timeout before;
        do {
            before = arrivals.get();
            timeout.next = before;
        } while (!arrivals.compareAndSet(before, timeout));
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    /** @return whether it would have run (again) */
    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof Timeout timeout) || timeout.getAndSet(null) == null) {
            return false;
        }
        task.cleanUpBeforeCancel();
        return true;
    }

    /** The first tick that is not before. */
    private static long ticks(long nanos) {
        return (nanos + TICK_NANOS - 1) / TICK_NANOS;
    }

    // ---- the thread's side

    private void turn() {
        while (started) {
            accept();
            long now = (System.nanoTime() - epoch) / TICK_NANOS;
            if (held == 0) {
                tick = now;
                sleep();
                continue;
            }
            while (tick < now && started) {
                tick++;
                runSlot(now);
            }
            LockSupport.parkNanos(this, (tick + 1) * TICK_NANOS - (System.nanoTime() - epoch));
        }
    }

    private void sleep() {
        asleep = true;
        // who came before it could see that we sleep is seen here
        if (arrivals.get() == null && started) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void accept() {
        for (Timeout timeout = arrivals.getAndSet(null); timeout != null; ) {
            Timeout next = timeout.next;
            held++;
            put(timeout);
            timeout = next;
        }
    }

    private void put(Timeout timeout) {
        timeout.due = Math.max(timeout.due, tick + 1);
        int slot = (int) (timeout.due & SLOTS - 1);
        timeout.next = slots[slot];
        slots[slot] = timeout;
    }

    private void runSlot(long now) {
        int slot = (int) (tick & SLOTS - 1);
        Timeout timeout = slots[slot];
        slots[slot] = null;
        while (timeout != null) {
            Timeout next = timeout.next;
            if (timeout.get() != null && (timeout.due > tick || runs(timeout, now))) {
                put(timeout);
            } else {
                held--;
            }
            timeout = next;
        }
    }

    /** Runs what is due; whether it is to run again. */
    private static boolean runs(Timeout timeout, long now) {
        boolean again = timeout.period > 0;
        SIPStackTimerTask task = again ? timeout.get() : timeout.getAndSet(null);
        if (task == null) {
            return false;
        }
        timeout.due = now + timeout.period;
        try {
            task.runTask();
        } catch (RuntimeException | Error fault) {
            // the other timers go on
            log.error("a timer of the SIP stack failed", fault);
        }
        return again;
    }
}
