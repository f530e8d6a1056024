// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.RoleInfo;

/**
 * The services of one kind, in the order in which they are asked: a snapshot that a call reads without a lock. Remembers for a while
 * who has left, so that a role that is being replaced is not taken for one that does not exist, and what the last versions did.
 * Thread-safe.
 */
final class Roles<S> {
    private static final Logger log = LoggerFactory.getLogger(Roles.class);
    /** Of how many names and versions it is known what they did. */
    private static final int VERSIONS = 256;

    private final String part;
    private final Clock clock;
    private final Supplier<Settings> settings;
    private final Consumer<Duration> admitted;
    private final Retirement retirement;
    private final Map<String, Gone> away = new ConcurrentHashMap<>();
    private final Map<String, Stats> versions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stats> eldest) {
            return size() > VERSIONS;
        }
    };
    private volatile List<Role<S>> inOrder = List.of();
    private volatile boolean unsettled;

    /** A role that left; its counts go on where a call that it claimed is answered. */
    private record Gone(Instant left, RoleInfo was, Stats stats, Bundle owner, boolean retired) {
        /** Taken out for good: no other version comes in its place. */
        boolean forGood() {
            return retired || owner.getState() == Bundle.UNINSTALLED;
        }

        RoleInfo info() {
            return new RoleInfo(
                    was.name(),
                    was.part(),
                    was.ranking(),
                    was.bundle(),
                    was.version(),
                    RoleInfo.State.AWAY,
                    stats.now());
        }
    }

    /**
     * @param part what the services do, for the log
     * @param settings how long a role that left is thought to come back, and when one that fails is left alone
     * @param admitted told in how long calls that wait for a role that was left alone may ask it again
     * @param retirement knows who is not to come back
     */
    Roles(String part, Clock clock, Supplier<Settings> settings, Consumer<Duration> admitted, Retirement retirement) {
        this.part = part;
        this.clock = clock;
        this.settings = settings;
        this.admitted = admitted;
        this.retirement = retirement;
    }

    synchronized Role<S> add(ServiceReference<S> reference, S service) {
        Role<S> role = new Role<>(reference, service, this::stats, new Breaker(clock, settings), admitted);
        List<Role<S>> next = new ArrayList<>(inOrder);
        next.add(role);
        Collections.sort(next);
        inOrder = List.copyOf(next);
        away.remove(role.name());
        log.info("{} {} in ({})", part, role.name(), role.id().version());
        return role;
    }

    /** @return who left; empty where it was not here */
    synchronized Optional<RoleId> remove(ServiceReference<S> reference) {
        for (Role<S> role : inOrder) {
            if (role.is(reference)) {
                List<Role<S>> next = new ArrayList<>(inOrder);
                next.remove(role);
                inOrder = List.copyOf(next);
                // one that was replaced without a gap is not missing
                if (next.stream().noneMatch(other -> other.name().equals(role.name()))) {
                    away.put(
                            role.name(),
                            new Gone(
                                    clock.instant(),
                                    role.info(part, RoleInfo.State.AWAY),
                                    role.stats(),
                                    role.owner(),
                                    retirement.of(reference)));
                }
                log.info("{} {} out", part, role.name());
                return Optional.of(role.id());
            }
        }
        return Optional.empty();
    }

    List<Role<S>> inOrder() {
        return inOrder;
    }

    Optional<Role<S>> first() {
        List<Role<S>> now = inOrder;
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get(0));
    }

    /** The best of those that have this name. */
    Optional<Role<S>> named(String name) {
        return inOrder.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    /** Whether a service is here. */
    boolean has(long service) {
        return inOrder.stream().anyMatch(role -> role.id().service() == service);
    }

    /** While that is so, nobody knows who is missing: a role may have left before anybody looked. */
    void unsettled(boolean now) {
        unsettled = now;
    }

    /** Whether somebody who might have answered is missing: nobody is here, or a role left a short while ago. */
    boolean incomplete() {
        return inOrder.isEmpty() || !expected().isEmpty() || unsettled;
    }

    /** Those that left and are thought to come back. */
    private Map<String, Gone> expected() {
        if (!away.isEmpty()) {
            Instant now = clock.instant();
            Instant since = now.minus(settings.get().absence());
            // one that had only taken another's place gives it back at once
            Instant lately = now.minus(settings.get().patience());
            away.values()
                    .removeIf(gone -> gone.left().isBefore(since)
                            || gone.forGood() && gone.left().isBefore(lately));
        }
        return away;
    }

    /** What a version of a role did, also of one that has left. */
    private synchronized Stats stats(RoleId id) {
        return versions.computeIfAbsent(id.name() + " " + id.version(), unknown -> new Stats());
    }

    /** A call was answered that a role had claimed. */
    void answered(RoleId id) {
        if (!id.equals(RoleId.NOBODY)) {
            stats(id).answered.increment();
        }
    }

    /** Those that are here, in the order in which they are asked, and those that are thought to come back. */
    List<RoleInfo> infos() {
        List<RoleInfo> infos = new ArrayList<>();
        inOrder.forEach(role -> infos.add(role.info(part)));
        expected().values().stream().map(Gone::info).forEach(infos::add);
        return infos;
    }
}
