// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something to become true, never longer than a bound. */
public final class Await {
    private static final Duration POLL = Duration.ofMillis(20);

    private Await() {}

    /** Waits until a condition holds; after the bound the test fails with what it waited for. */
    public static void until(String what, Duration bound, BooleanSupplier condition) {
        until(() -> what, bound, condition);
    }

    /** As {@link #until(String, Duration, BooleanSupplier)}, with words that are chosen when it has failed. */
    public static void until(Supplier<String> what, Duration bound, BooleanSupplier condition) {
        until(what, bound, POLL, condition);
    }

    /** As {@link #until(Supplier, Duration, BooleanSupplier)}, for a condition that is dear to look at. */
    public static void until(Supplier<String> what, Duration bound, Duration pause, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + bound.toMillis() + " ms: " + what.get());
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
