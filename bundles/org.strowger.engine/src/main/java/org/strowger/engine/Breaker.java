// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.api.call.RoleInfo.State;

/**
 * Takes a role out of the way that fails again and again, and lets it back in: after a rest one question goes to it on trial, and its
 * answer decides. Thread-safe; nothing but two reads while all is well.
 */
final class Breaker {
    private final Clock clock;
    private final Supplier<Settings> settings;
    private volatile int failures;
    private volatile boolean resting;
    private Instant until = Instant.MIN;
    private boolean trial;

    Breaker(Clock clock, Supplier<Settings> settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Whether the role is to be asked now. On trial that is said once: whoever hears it asks. */
    boolean admits() {
        return !resting || admitsOnTrial();
    }

    private synchronized boolean admitsOnTrial() {
        if (!resting) {
            return true;
        }
        if (trial || clock.instant().isBefore(until)) {
            return false;
        }
        trial = true;
        return true;
    }

    /**
     * The role answered.
     *
     * @param served whether it took the call: that another is to be asked says little about how well it is, and one who fails
     *     with all of its own calls is not well
     * @return whether that ends its rest
     */
    boolean answered(boolean served) {
        return (failures > 0 || resting) && recovered(served);
    }

    private synchronized boolean recovered(boolean served) {
        if (resting && !trial) {
            // asked before it was left alone
            return false;
        }
        boolean back = resting;
        if (served) {
            failures = 0;
        } else if (back) {
            // it may stay, and the next failure is one too many
            failures = settings.get().failures() - 1;
        }
        resting = false;
        trial = false;
        return back;
    }

    /**
     * The role failed, or was late.
     *
     * @return for how long it is left alone from now on; empty where that is not changed
     */
    synchronized Optional<Duration> failed() {
        if (resting && !trial) {
            return Optional.empty();
        }
        failures++;
        if (!trial && failures < settings.get().failures()) {
            return Optional.empty();
        }
        resting = true;
        trial = false;
        Duration rest = settings.get().rest();
        until = clock.instant().plus(rest);
        return Optional.of(rest);
    }

    synchronized State state() {
        if (!resting) {
            return State.HERE;
        }
        return clock.instant().isBefore(until) ? State.RESTING : State.ON_TRIAL;
    }
}
