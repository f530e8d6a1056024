// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.strowger.api.call.Offer;

/** One timer of a call that can be asked when it is due, so that another may be set to the same moment. Confined to its executor. */
final class Alarm {
    private final CallContext context;
    private final Offer offer;
    private final Consumer<Runnable> guarded;
    private Instant due;
    private Future<?> timer;

    /** @param guarded runs a step of the call */
    Alarm(CallContext context, Offer offer, Consumer<Runnable> guarded) {
        this.context = context;
        this.offer = offer;
        this.guarded = guarded;
    }

    /** Runs a step of the call after a while, in place of what was to run before. */
    void in(Duration delay, Runnable step) {
        at(context.now().plus(delay), step);
    }

    /** Runs a step of the call at a moment, at once where that has passed, in place of what was to run before. */
    void at(Instant moment, Runnable step) {
        stop();
        due = moment;
        Duration left = Duration.between(context.now(), moment);
        timer = context.later(
                offer,
                left.isNegative() ? Duration.ZERO : left,
                () -> guarded.accept(() -> {
                    // a step that was already on its way when the alarm was set anew is none
                    if (moment.equals(due)) {
                        due = null;
                        timer = null;
                        step.run();
                    }
                }));
    }

    boolean set() {
        return due != null;
    }

    /** When it is due; empty where it is not set. */
    Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = null;
        due = null;
    }
}
