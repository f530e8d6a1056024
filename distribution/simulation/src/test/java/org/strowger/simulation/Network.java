// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A network at its worst: it loses, repeats, delays and so reorders. It is fair in the end: of one message that is sent again and again
 * it loses no more than {@link #IN_A_ROW} in a row, so that whoever keeps to RFC 3261 gets through.
 */
final class Network {
    private static final int IN_A_ROW = 4;

    /** How bad it is, each between 0 and 1. */
    record Quality(double loss, double repetition, double delay) {
        static final Quality HOSTILE = new Quality(0.2, 0.1, 0.15);
        static final Quality PERFECT = new Quality(0, 0, 0);
    }

    private final Quality quality;
    private final Random chance;
    private final Map<String, Integer> lostInARow = new HashMap<>();

    Network(Quality quality, Random chance) {
        this.quality = quality;
        this.chance = chance;
    }

    /** When the copies of a message arrive, in milliseconds from now; none where it is lost. */
    long[] fate(String message) {
        if (chance.nextDouble() < quality.loss() && lostInARow.merge(message, 1, Integer::sum) <= IN_A_ROW) {
            return new long[0];
        }
        lostInARow.remove(message);
        long[] arrivals = new long[chance.nextDouble() < quality.repetition() ? 2 : 1];
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i] = delay();
        }
        return arrivals;
    }

    private long delay() {
        if (quality.delay() == 0) {
            return 5;
        }
        if (chance.nextDouble() >= quality.delay()) {
            return 1 + chance.nextInt(20);
        }
        return 20 + chance.nextInt(chance.nextInt(5) == 0 ? 2_500 : 600);
    }
}
