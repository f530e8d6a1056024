// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/** A clock that stands still until the test moves it. Thread-safe. */
public final class StillClock extends Clock {
    /** Where a clock stands that was told nothing else. */
    public static final Instant START = Instant.parse("2024-03-01T12:00:00Z");

    private final ZoneId zone;
    private volatile Instant now;

    public StillClock() {
        this(START);
    }

    public StillClock(Instant now) {
        this(now, ZoneOffset.UTC);
    }

    public StillClock(Instant now, ZoneId zone) {
        this.now = Objects.requireNonNull(now, "now");
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** Moves the clock on, or back where the duration is negative. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Sets the clock. */
    public synchronized void set(Instant instant) {
        now = Objects.requireNonNull(instant, "instant");
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** A clock of another zone that follows this one. */
    @Override
    public Clock withZone(ZoneId other) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return other;
            }

            @Override
            public Clock withZone(ZoneId another) {
                return StillClock.this.withZone(another);
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
