// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.Executor;

/** A fixed number of queues over one pool: what has the same key is done in order, and holds one thread at the most. Thread-safe. */
final class Lanes {
    private final SerialExecutor[] lanes;

    /** @param name for logs, in place of a call's id */
    Lanes(String name, int count, Executor pool) {
        lanes = new SerialExecutor[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = new SerialExecutor(name, pool);
        }
    }

    SerialExecutor of(Object key) {
        return lanes[Math.floorMod(key.hashCode(), lanes.length)];
    }
}
