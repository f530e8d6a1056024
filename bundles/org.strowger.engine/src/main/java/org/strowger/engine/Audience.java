// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;

/**
 * Who hears what happens to calls. For a listener that has left, and for a while after the start for any that has not come yet, what
 * happens is kept. Thread-safe; a listener that has left hears nothing more from the moment on in which {@link #left} returns.
 */
final class Audience {
    private static final Logger log = LoggerFactory.getLogger(Audience.class);
    /** How many events are kept for one listener: some seconds of a busy exchange. */
    static final int BOUND = 50_000;
    /** The place of whoever has not come yet. */
    private static final String NEWCOMER = "";

    private final InstantSource clock;
    private final Supplier<Duration> absence;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** @param absence for how long events are kept */
    Audience(InstantSource clock, Supplier<Duration> absence) {
        this.clock = clock;
        this.absence = absence;
        places.put(NEWCOMER, new Place(NEWCOMER));
    }

    void tell(CallEvent event) {
        for (Place place : places.values()) {
            if (!place.tell(event)) {
                places.remove(place.name, place);
            }
        }
    }

    void came(String name, CallListener listener) {
        Place newcomer = places.get(NEWCOMER);
        places.computeIfAbsent(name, unseen -> newcomer == null ? new Place(name) : newcomer.copy(name))
                .came(listener);
    }

    void left(String name, CallListener listener) {
        Place place = places.get(name);
        if (place != null) {
            place.left(listener);
        }
    }

    /** How many events wait for listeners that have left. */
    long kept() {
        return places.values().stream()
                .filter(place -> !place.name.equals(NEWCOMER))
                .mapToLong(Place::size)
                .sum();
    }

    private final class Place {
        private final String name;
        private final Queue<CallEvent> kept = new ArrayDeque<>();
        private CallListener listener;
        private Instant until = clock.instant().plus(absence.get());
        private long dropped;

        Place(String name) {
            this.name = name;
        }

        /** False where nobody is awaited here any longer. */
        synchronized boolean tell(CallEvent event) {
            if (listener != null) {
                deliver(listener, event);
                return true;
            }
            if (kept.size() < BOUND) {
                kept.add(event);
            } else {
                dropped++;
            }
            return clock.instant().isBefore(until);
        }

        private void deliver(CallListener to, CallEvent event) {
            try {
                to.on(event);
            } catch (RuntimeException | LinkageError fault) {
                log.error(
                        "{}: {} failed to hear of {}",
                        event.call(),
                        name,
                        event.getClass().getSimpleName(),
                        fault);
            }
        }

        synchronized void came(CallListener arrived) {
            if (dropped > 0) {
                log.error("{} events were too many to be kept for {} and are lost to it", dropped, name);
                dropped = 0;
            }
            for (CallEvent event = kept.poll(); event != null; event = kept.poll()) {
                deliver(arrived, event);
            }
            listener = arrived;
        }

        synchronized void left(CallListener gone) {
            if (listener == gone) {
                until = clock.instant().plus(absence.get());
                listener = null;
            }
        }

        synchronized int size() {
            return kept.size();
        }

        synchronized Place copy(String other) {
            Place copy = new Place(other);
            copy.kept.addAll(kept);
            copy.dropped = dropped;
            return copy;
        }
    }
}
