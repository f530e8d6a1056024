// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that may be away while its bundle is replaced: who needs it waits, in order and within bounds. A missing role is never
 * a missing number. Thread-safe.
 */
final class Awaited<S> {
    private static final Logger log = LoggerFactory.getLogger(Awaited.class);

    private final int room;
    private final ScheduledExecutorService timer;
    private final Queue<Waiting<S>> queue = new ArrayDeque<>();
    private volatile S service;

    private static final class Waiting<S> {
        final Consumer<S> use;
        final Runnable late;
        ScheduledFuture<?> timeout;

        Waiting(Consumer<S> use, Runnable late) {
            this.use = use;
            this.late = late;
        }
    }

    /** @param room how many may wait at once; the next is turned away at once */
    Awaited(int room, ScheduledExecutorService timer) {
        this.room = room;
        this.timer = timer;
    }

    /**
     * Uses the service, now or when it comes.
     *
     * @param late called once instead when it does not come in time, or too many wait
     */
    void use(Consumer<S> use, Runnable late, long millis) {
        S present = service;
        if (present != null) {
            use.accept(present);
            return;
        }
        Waiting<S> waiting = new Waiting<>(use, late);
        synchronized (queue) {
            present = service;
            if (present == null && queue.size() < room) {
                waiting.timeout = timer.schedule(() -> giveUp(waiting), millis, TimeUnit.MILLISECONDS);
                queue.add(waiting);
                return;
            }
        }
        if (present != null) {
            use.accept(present);
        } else {
            late.run();
        }
    }

    private void giveUp(Waiting<S> waiting) {
        boolean still;
        synchronized (queue) {
            still = queue.remove(waiting);
        }
        if (still) {
            waiting.late.run();
        }
    }

    /** The service is here. Whoever waited uses it on this thread, in order. */
    void arrived(S arrived) {
        while (true) {
            Waiting<S> first;
            synchronized (queue) {
                first = queue.poll();
                if (first == null) {
                    service = arrived;
                    return;
                }
            }
            first.timeout.cancel(false);
            try {
                first.use.accept(arrived);
            } catch (RuntimeException fault) {
                // whoever comes next shall not wait for it
                log.error("what waited for a service failed when it came", fault);
            }
        }
    }

    /** The service is gone, unless another has taken its place. */
    void left(S gone) {
        synchronized (queue) {
            if (service == gone) {
                service = null;
            }
        }
    }

    int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }
}
