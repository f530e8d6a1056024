// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;

/** Waits for what another thread does, within bounds. */
final class Await {
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private Await() {}

    static void until(BooleanSupplier done) {
        long began = System.nanoTime();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime() - began).as("time waited").isLessThan(PATIENCE_NANOS);
            Thread.onSpinWait();
        }
    }
}
