// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to become true, never longer than a bound. */
final class Await {
    /** Long enough for a machine that has other things to do. */
    static final Duration BOUND = Duration.ofSeconds(30);

    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /** Waits until a value is the expected one; after the bound the test fails with both. */
    static <T> void until(String what, T expected, Supplier<T> actual) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        T last = actual.get();
        while (!expected.equals(last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        what + ": expected " + expected + ", and after " + BOUND.toSeconds() + " s it is " + last);
            }
            LockSupport.parkNanos(POLL_NANOS);
            last = actual.get();
        }
    }
}
