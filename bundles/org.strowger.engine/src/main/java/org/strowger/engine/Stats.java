// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.strowger.api.call.RoleStats;

/** What one version of a role has done in one of its parts, counted. Thread-safe, and cheap enough for every answer. */
final class Stats {
    private static final long[] BOUNDS =
            RoleStats.BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

    final LongAdder offered = new LongAdder();
    final LongAdder claimed = new LongAdder();
    final LongAdder answered = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder late = new LongAdder();
    private final List<LongAdder> times =
            Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toList();

    /** An answer took this long. */
    void took(long nanos) {
        int i = 0;
        while (i < BOUNDS.length && nanos > BOUNDS[i]) {
            i++;
        }
        times.get(i).increment();
    }

    RoleStats now() {
        return new RoleStats(
                offered.sum(),
                claimed.sum(),
                answered.sum(),
                failed.sum(),
                late.sum(),
                times.stream().map(LongAdder::sum).toList());
    }
}
