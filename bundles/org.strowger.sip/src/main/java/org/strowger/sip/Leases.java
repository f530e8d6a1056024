// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept for a while, each thing for the same time, and then let go: one timer for all, and none while there is nothing.
 * Thread-safe.
 */
final class Leases<K, V> {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final int room;
    private final Consumer<V> expired;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    /** The oldest first. */
    private final Map<K, Lease<V>> held = new LinkedHashMap<>();

    private long millis;
    /** The sweep that is due; null while none is. */
    private Future<?> next;

    private record Lease<V>(V value, long since) {}

    /**
     * @param room how many are kept at the most; with one more, the oldest expires early
     * @param expired called on the timer's thread, or on that of {@link #put} for want of room
     */
    Leases(int room, long millis, ScheduledExecutorService timer, LongSupplier nanos, Consumer<V> expired) {
        this.room = room;
        this.millis = millis;
        this.timer = timer;
        this.nanos = nanos;
        this.expired = expired;
    }

    /** Sets how long a thing is kept, also what is kept already. */
    void keepFor(long newMillis) {
        synchronized (held) {
            millis = newMillis;
            if (next != null) {
                next.cancel(false);
                sweepIn(0);
            }
        }
    }

    void put(K key, V value) {
        V early = null;
        synchronized (held) {
            held.remove(key);
            if (held.size() >= room) {
                Iterator<Lease<V>> oldest = held.values().iterator();
                early = oldest.next().value;
                oldest.remove();
            }
            held.put(key, new Lease<>(value, nanos.getAsLong()));
            if (next == null) {
                sweepIn(millis);
            }
        }
        if (early != null) {
            expired.accept(early);
        }
    }

    private void sweepIn(long delay) {
        try {
            next = timer.schedule(this::sweep, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("nothing is let go any more: the bundle stops", stopping);
        }
    }

    private void sweep() {
        List<V> over = new ArrayList<>();
        synchronized (held) {
            next = null;
            long now = nanos.getAsLong();
            for (Iterator<Lease<V>> oldest = held.values().iterator(); oldest.hasNext(); ) {
                Lease<V> lease = oldest.next();
                long left = millis - TimeUnit.NANOSECONDS.toMillis(now - lease.since);
                if (left > 0) {
                    sweepIn(left);
                    break;
                }
                over.add(lease.value);
                oldest.remove();
            }
        }
        over.forEach(this::expire);
    }

    private void expire(V value) {
        try {
            expired.accept(value);
        } catch (RuntimeException fault) {
            // the others shall be let go all the same
            log.error("what was kept for a while could not be let go", fault);
        }
    }

    void remove(K key) {
        synchronized (held) {
            held.remove(key);
        }
    }

    Optional<V> find(K key) {
        synchronized (held) {
            return Optional.ofNullable(held.get(key)).map(Lease::value);
        }
    }

    /** The keys of what is kept, the oldest first. */
    List<K> keys() {
        synchronized (held) {
            return List.copyOf(held.keySet());
        }
    }

    int size() {
        synchronized (held) {
            return held.size();
        }
    }
}
