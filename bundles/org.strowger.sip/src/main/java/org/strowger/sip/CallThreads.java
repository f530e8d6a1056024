// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that the queues of all calls share. One that foreign code holds past its bound is written off, and another stands
 * in for it until it comes back; how many may stand in is bounded, for such threads cannot be ended. Thread-safe.
 */
final class CallThreads implements Executor {
    private static final Logger log = LoggerFactory.getLogger(CallThreads.class);

    /** How late a bound may be enforced. */
    private static final long SCAN_NANOS = 25_000_000;

    /** Scans that found nothing before the watchdog sleeps: while roles are asked often, nobody need wake it. */
    private static final int QUIET_SCANS = 40;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<CallThread> running = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor pool;
    private final Thread watchdog;
    private volatile boolean asleep;
    private volatile boolean stopped;
    private int wanted;
    private int spare;
    /** Threads that foreign code holds, those that were written off among them. */
    private int away;

    private int lost;

    /**
     * @param wanted how many threads there are to be
     * @param spare how many may stand in for others
     */
    CallThreads(int wanted, int spare) {
        this.wanted = wanted;
        this.spare = spare;
        pool = new ThreadPoolExecutor(wanted, wanted, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        watchdog = new Thread(this::watch, "strowger-call-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private Thread thread(Runnable task) {
        return new CallThread(this, task, "strowger-call-" + numbers.incrementAndGet());
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Changes the numbers of the constructor. */
    synchronized void resize(int newWanted, int newSpare) {
        wanted = newWanted;
        spare = newSpare;
        fit();
    }

    private void fit() {
        int size = wanted + Math.max(0, Math.min(away, spare));
        if (size >= pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        } else {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    /** How many tasks wait for a thread. */
    int waiting() {
        return pool.getQueue().size();
    }

    // ---- what a thread says of itself

    void began(CallThread thread) {
        running.add(thread);
    }

    void ended(CallThread thread) {
        running.remove(thread);
    }

    /** Foreign code holds a thread for longer than most does. */
    synchronized void held() {
        away++;
        fit();
    }

    /** It has come back, in time. */
    synchronized void released() {
        away--;
        fit();
    }

    /** @param held whether another stands in for it already */
    synchronized void writtenOff(CallThread thread, boolean held) {
        lost++;
        away += held ? 0 : 1;
        if (lost <= spare) {
            Throwable where = new Throwable("it is here");
            where.setStackTrace(thread.getStackTrace());
            log.warn("{} is held past its bound by code that is not ours; another stands in", thread.getName(), where);
        } else if (lost == spare + 1) {
            log.error("{} threads are held by code that is not ours, and no more stand in for others", lost);
        }
        fit();
    }

    synchronized void cameBack(CallThread thread) {
        lost--;
        away--;
        log.info("{} came back from code that is not ours", thread.getName());
        fit();
    }

    /** How many threads are held past their bound now. */
    synchronized int lost() {
        return lost;
    }

    synchronized int spare() {
        return spare;
    }

    // ---- the watchdog

    void wakeWatchdog() {
        if (asleep) {
            LockSupport.unpark(watchdog);
        }
    }

    private void watch() {
        int quiet = 0;
        while (!stopped) {
            if (scan()) {
                quiet = 0;
            } else if (++quiet >= QUIET_SCANS) {
                quiet = 0;
                asleep = true;
                // whoever went in before it could see that we sleep is seen here
                if (!scan() && !stopped) {
                    LockSupport.park(this);
                }
                asleep = false;
            }
            LockSupport.parkNanos(this, SCAN_NANOS);
        }
    }

    /** Takes over what is late; false where no foreign code runs at all. */
    private boolean scan() {
        boolean any = false;
        for (CallThread thread : running) {
            if (thread.inside()) {
                any = true;
                try {
                    thread.look(System.nanoTime());
                } catch (RuntimeException fault) {
                    // the other threads are to be watched all the same
                    log.error("a call could not be taken from {}", thread.getName(), fault);
                }
            }
        }
        return any;
    }

    // ---- the end

    /** Takes no new tasks, and waits for those that it has; false where they took longer. */
    boolean stop(long millis) throws InterruptedException {
        pool.shutdown();
        boolean done = pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
        stopped = true;
        LockSupport.unpark(watchdog);
        pool.shutdownNow();
        return done;
    }
}
