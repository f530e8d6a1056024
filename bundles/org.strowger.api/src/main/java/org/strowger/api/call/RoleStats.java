// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.time.Duration;
import java.util.List;

/**
 * What a role has done since its version came, in one of its parts.
 *
 * @param offered how many calls it was asked about
 * @param claimed how many of them it claimed as callin, routed, or took as callout
 * @param answered how many of those were answered by the called party
 * @param failed how many of its answers were exceptions
 * @param late how many of its answers did not come within the deadline
 * @param times how many answers took how long: one count for each of {@link #BOUNDS}, and one more for all that took longer
 */
public record RoleStats(long offered, long claimed, long answered, long failed, long late, List<Long> times) {
    /** The upper bounds, inclusive, of {@link #times}. */
    public static final List<Duration> BOUNDS = List.of(
            Duration.ofNanos(10_000),
            Duration.ofNanos(50_000),
            Duration.ofNanos(100_000),
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1));

    public RoleStats {
        times = List.copyOf(times);
        if (times.size() != BOUNDS.size() + 1) {
            throw new IllegalArgumentException(times.size() + " counts for " + BOUNDS.size() + " bounds and the rest");
        }
    }
}
