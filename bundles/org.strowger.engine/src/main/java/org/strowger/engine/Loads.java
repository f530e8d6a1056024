// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Limit;
import org.strowger.api.call.Load;

/** What is carried under the name of each limit, by this engine's calls. Thread-safe. */
final class Loads {
    /** Of how many names it is known what they carried, beyond those that carry something. */
    private static final int NAMES = 4_096;

    private static final long SECOND = 1_000;

    private final Clock clock;
    private final Map<String, Gauge> gauges = new HashMap<>();

    Loads(Clock clock) {
        this.clock = clock;
    }

    /** One name: how many there are, and when the last ones began, as many as may begin within a second. */
    private static final class Gauge {
        private int calls;
        private long refused;
        private long[] begun = {};
        private int oldest;
        private int known;

        private boolean full(Limit limit, long now) {
            if (begun.length != limit.perSecond()) {
                begun = new long[limit.perSecond()];
                oldest = 0;
                known = 0;
            }
            boolean many = limit.calls() > 0 && calls >= limit.calls();
            boolean fast = limit.perSecond() > 0 && known == begun.length && lately(begun[oldest], now);
            return many || fast;
        }

        private void begin(long now) {
            calls++;
            if (begun.length > 0) {
                begun[oldest] = now;
                oldest = (oldest + 1) % begun.length;
                known = Math.min(known + 1, begun.length);
            }
        }

        private boolean idle(long now) {
            int last = Math.floorMod(oldest - 1, Math.max(1, begun.length));
            return calls == 0 && (known == 0 || !lately(begun[last], now));
        }

        /** A moment in the future is one before the clock was set back. */
        private static boolean lately(long moment, long now) {
            return moment <= now && now - moment < SECOND;
        }
    }

    /** Takes a place under each name, or under none: gives the limit that was reached. */
    synchronized Optional<Limit> take(List<Limit> limits) {
        long now = clock.millis();
        for (Limit limit : limits) {
            if (gauge(limit.name(), now).full(limit, now)) {
                limits.forEach(each -> gauge(each.name(), now).refused++);
                return Optional.of(limit);
            }
        }
        limits.forEach(limit -> gauge(limit.name(), now).begin(now));
        return Optional.empty();
    }

    private Gauge gauge(String name, long now) {
        if (gauges.size() >= NAMES) {
            gauges.values().removeIf(gauge -> gauge.idle(now));
        }
        return gauges.computeIfAbsent(name, unknown -> new Gauge());
    }

    /** Counts a call that had these places with another engine. */
    synchronized void takeUp(Collection<String> names) {
        names.forEach(name -> gauge(name, clock.millis()).calls++);
    }

    /** Gives places back. */
    synchronized void give(Collection<String> names) {
        for (String name : names) {
            Gauge gauge = gauges.get(name);
            if (gauge != null) {
                gauge.calls--;
            }
        }
    }

    synchronized Load load(String name) {
        Gauge gauge = gauges.get(name);
        return gauge == null ? new Load(name, 0, 0) : new Load(name, gauge.calls, gauge.refused);
    }

    synchronized Table table() {
        long places = gauges.values().stream().mapToLong(gauge -> gauge.calls).sum();
        return new Table("places", places, Long.MAX_VALUE, true, Set.of());
    }

    /** The names of limits. */
    static List<String> names(List<Limit> limits) {
        List<String> names = new ArrayList<>(limits.size());
        limits.forEach(limit -> names.add(limit.name()));
        return names;
    }
}
