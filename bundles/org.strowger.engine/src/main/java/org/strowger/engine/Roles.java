// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one kind, in the order in which they are asked: a snapshot that a call reads without a lock. Remembers for a while
 * who has left, so that a role that is being replaced is not taken for one that does not exist. Thread-safe.
 */
final class Roles<S> {
    private static final Logger log = LoggerFactory.getLogger(Roles.class);

    private final String part;
    private final Clock clock;
    private final Supplier<Duration> absence;
    private final Map<String, Instant> away = new ConcurrentHashMap<>();
    private volatile List<Role<S>> inOrder = List.of();

    /**
     * @param part what the services do, for the log
     * @param absence how long a role that left is thought to come back
     */
    Roles(String part, Clock clock, Supplier<Duration> absence) {
        this.part = part;
        this.clock = clock;
        this.absence = absence;
    }

    String part() {
        return part;
    }

    synchronized void add(ServiceReference<S> reference, S service) {
        Role<S> role = new Role<>(reference, service);
        List<Role<S>> next = new ArrayList<>(inOrder);
        next.add(role);
        Collections.sort(next);
        inOrder = List.copyOf(next);
        away.remove(role.name());
        log.info("{} {} in ({} {})", part, role.name(), role.bundle(), role.version());
    }

    synchronized void remove(ServiceReference<S> reference) {
        for (Role<S> role : inOrder) {
            if (role.is(reference)) {
                List<Role<S>> next = new ArrayList<>(inOrder);
                next.remove(role);
                inOrder = List.copyOf(next);
                // one that was replaced without a gap is not missing
                if (next.stream().noneMatch(other -> other.name().equals(role.name()))) {
                    away.put(role.name(), clock.instant());
                }
                log.info("{} {} out", part, role.name());
                return;
            }
        }
    }

    List<Role<S>> inOrder() {
        return inOrder;
    }

    Optional<Role<S>> first() {
        List<Role<S>> now = inOrder;
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get(0));
    }

    /** Whether somebody who might have answered is missing: nobody is here, or a role left a short while ago. */
    boolean incomplete() {
        if (inOrder.isEmpty()) {
            return true;
        }
        if (away.isEmpty()) {
            return false;
        }
        Instant since = clock.instant().minus(absence.get());
        away.values().removeIf(left -> left.isBefore(since));
        return !away.isEmpty();
    }
}
