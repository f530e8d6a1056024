// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The highest count with which each nonce has been used. A nonce belongs to the generation in which it was issued; there are
 * two, and when a third begins the first is forgotten with all its nonces, which count as stale from then on. So the table is
 * bounded, and what it forgets cannot be replayed. Thread-safe.
 */
final class NonceTable {
    private record Generation(long first, long begunMillis, ConcurrentHashMap<Long, AtomicLong> counts) {
        Generation(long first, long begunMillis) {
            this(first, begunMillis, new ConcurrentHashMap<>());
        }
    }

    private record Generations(Generation older, Generation younger) {}

    private final NonceMint mint;
    private final LongSupplier millis;
    private volatile Generations generations;

    /**
     * @param mint whose nonces these are
     * @param millis milliseconds on a clock that never goes back
     */
    NonceTable(NonceMint mint, LongSupplier millis) {
        this.mint = mint;
        this.millis = millis;
        Generation first = new Generation(0, millis.getAsLong());
        this.generations = new Generations(first, first);
    }

    /**
     * Uses a nonce with a count, which must be higher than every one before. Of several threads with the same, one succeeds.
     *
     * @param lifetimeMillis how long a nonce lives, and so how long a generation must last
     * @param bound how many nonces the table may hold
     */
    boolean use(long number, long count, long lifetimeMillis, int bound) {
        Generations now = current(lifetimeMillis);
        Generation home = number >= now.younger.first ? now.younger : now.older;
        int half = Math.max(bound / 2, 1);
        if (number < home.first || home.counts.size() >= half && !home.counts.containsKey(number)) {
            return false;
        }
        AtomicLong highest = home.counts.computeIfAbsent(number, absent -> new AtomicLong());
        boolean higher = highest.getAndAccumulate(count, Math::max) < count;
        if (now.younger.counts.size() >= half) {
            rotate(now);
        }
        return higher;
    }

    /** How many nonces it holds. */
    int size() {
        Generations now = generations;
        int younger = now.younger.counts.size();
        return now.older.first == now.younger.first ? younger : younger + now.older.counts.size();
    }

    private Generations current(long lifetimeMillis) {
        Generations now = generations;
        if (millis.getAsLong() - now.younger.begunMillis < lifetimeMillis) {
            return now;
        }
        rotate(now);
        return generations;
    }

    private synchronized void rotate(Generations seen) {
        if (generations.younger.first == seen.younger.first) {
            // Nobody may hold a nonce of a generation that others do not see yet: it could be used in two of them.
            long first = mint.ahead();
            generations = new Generations(seen.younger, new Generation(first, millis.getAsLong()));
            mint.skipTo(first);
        }
    }
}
