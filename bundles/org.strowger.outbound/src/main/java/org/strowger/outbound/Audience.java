// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.dial.DialListener;

/** Those who hear of attempts, each on a thread of its own, so that a slow one keeps nobody waiting. Thread-safe. */
final class Audience {
    private static final Logger log = LoggerFactory.getLogger(Audience.class);

    /** What may wait for one listener. */
    static final int ROOM = 100_000;

    private final Map<DialListener, ThreadPoolExecutor> ears = new ConcurrentHashMap<>();

    void add(DialListener listener) {
        ears.put(listener, Threads.pool("strowger-dial-listener", 1, new LinkedBlockingQueue<>(ROOM)));
    }

    /** What it has not heard yet it still hears. */
    void remove(DialListener listener) {
        ThreadPoolExecutor ear = ears.remove(listener);
        if (ear != null) {
            ear.shutdown();
        }
    }

    void tell(Consumer<DialListener> news) {
        ears.forEach((listener, ear) -> {
            try {
                ear.execute(() -> tell(listener, news));
            } catch (RejectedExecutionException missed) {
                log.error(
                        "{} is too slow, and misses what happens",
                        listener.getClass().getName(),
                        missed);
            }
        });
    }

    private static void tell(DialListener listener, Consumer<DialListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException | LinkageError fault) {
            log.error("{} failed", listener.getClass().getName(), fault);
        }
    }

    /** How much waits to be heard. */
    int waiting() {
        return ears.values().stream().mapToInt(ear -> ear.getQueue().size()).sum();
    }

    /** Lets all be heard that waits, within a bound. */
    void close(long millis) throws InterruptedException {
        List<ThreadPoolExecutor> all = new ArrayList<>(ears.values());
        ears.clear();
        all.forEach(ThreadPoolExecutor::shutdown);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (ThreadPoolExecutor ear : all) {
            if (!ear.awaitTermination(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                log.warn(
                        "a listener has not heard all: {} things wait",
                        ear.getQueue().size());
            }
        }
    }
}
