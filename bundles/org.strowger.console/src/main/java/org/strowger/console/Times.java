// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.call.RoleStats;

/** What the counts of {@link RoleStats#times} say. */
final class Times {
    private static final long NANOS_IN_MICRO = 1000;
    private static final long MICROS_IN_MILLI = 1000;
    private static final long MICROS_IN_SECOND = 1_000_000;

    private Times() {}

    /** Within which of the bounds this share of the answers came, as people write it; empty where there was none. */
    static Optional<String> quantile(List<Long> times, double share) {
        long all = times.stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return Optional.empty();
        }
        long wanted = (long) Math.ceil(all * share);
        long seen = 0;
        for (int i = 0; i < RoleStats.BOUNDS.size(); i++) {
            seen += times.get(i);
            if (seen >= wanted) {
                return Optional.of(text(RoleStats.BOUNDS.get(i)));
            }
        }
        return Optional.of("> " + text(RoleStats.BOUNDS.get(RoleStats.BOUNDS.size() - 1)));
    }

    /** The counts, each with its bound in microseconds; none for those beyond the last. */
    static List<Map<String, Object>> buckets(List<Long> times) {
        List<Map<String, Object>> buckets = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Map<String, Object> bucket = new LinkedHashMap<>();
            bucket.put("micros", i < RoleStats.BOUNDS.size() ? micros(RoleStats.BOUNDS.get(i)) : null);
            bucket.put("count", times.get(i));
            buckets.add(bucket);
        }
        return buckets;
    }

    private static long micros(Duration bound) {
        return bound.toNanos() / NANOS_IN_MICRO;
    }

    private static String text(Duration bound) {
        long micros = micros(bound);
        if (micros < MICROS_IN_MILLI) {
            return micros + " us";
        }
        return micros < MICROS_IN_SECOND ? micros / MICROS_IN_MILLI + " ms" : micros / MICROS_IN_SECOND + " s";
    }
}
