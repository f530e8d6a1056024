// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The dialler's threads: none keeps the process alive, and those that have nothing to do end. */
final class Threads {
    /** Names that are looked up at once. */
    private static final int NAMES = 4;

    private static final long IDLE_SECONDS = 10;

    private Threads() {}

    static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("strowger-dialler"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** For what may wait for a name server. */
    static ThreadPoolExecutor names() {
        return pool("strowger-dial-names", NAMES, new LinkedBlockingQueue<>());
    }

    /** @param waiting what waits while all are busy */
    static ThreadPoolExecutor pool(String name, int most, BlockingQueue<Runnable> waiting) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, waiting, named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
