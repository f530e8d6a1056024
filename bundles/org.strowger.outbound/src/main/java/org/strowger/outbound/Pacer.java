// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets campaign calls go one after another: no sooner than the rate allows after the last, and no more at once than are allowed. Thread-safe.
 *
 * @param <C> a call
 */
final class Pacer<C> {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Settings> settings;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timer;
    private final Consumer<C> go;
    private final Set<C> waiting = new LinkedHashSet<>();
    private final Set<C> up = new HashSet<>();
    private Optional<Future<?>> wake = Optional.empty();
    private boolean begun;
    private boolean stopped;
    private long next;

    /** @param go begins a call, on any thread */
    Pacer(Supplier<Settings> settings, LongSupplier nanos, ScheduledExecutorService timer, Consumer<C> go) {
        this.settings = settings;
        this.nanos = nanos;
        this.timer = timer;
        this.go = go;
    }

    /** Lets a call go in its turn; false where too many wait. */
    boolean add(C call) {
        synchronized (this) {
            if (stopped || waiting.size() >= settings.get().queue()) {
                return false;
            }
            waiting.add(call);
        }
        look();
        return true;
    }

    /** A call that is up already. */
    synchronized void joins(C call) {
        up.add(call);
    }

    /** A call is over, or is not wanted any more. */
    void over(C call) {
        boolean was;
        synchronized (this) {
            was = waiting.remove(call) | up.remove(call);
        }
        if (was) {
            look();
        }
    }

    /** Whose turn has come goes; the next look is when the rate allows another. */
    void look() {
        List<C> now = new ArrayList<>(1);
        synchronized (this) {
            wake.ifPresent(pending -> pending.cancel(false));
            wake = Optional.empty();
            long time = nanos.getAsLong();
            while (mayGo() && (!begun || time - next >= 0)) {
                C first = waiting.iterator().next();
                waiting.remove(first);
                up.add(first);
                now.add(first);
                next = (begun && time - next < 0 ? next : time)
                        + SECOND / settings.get().rate();
                begun = true;
            }
            if (mayGo()) {
                wake = Optional.of(timer.schedule(this::look, next - time, TimeUnit.NANOSECONDS));
            }
        }
        now.forEach(go);
    }

    private boolean mayGo() {
        return !stopped && !waiting.isEmpty() && up.size() < settings.get().concurrent();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized int up() {
        return up.size();
    }

    /** Lets nobody go any more, and gives back who still waits. */
    synchronized List<C> stop() {
        stopped = true;
        wake.ifPresent(pending -> pending.cancel(false));
        List<C> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }
}
