// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;

/**
 * All that calls do for their records: to put an event into a queue. Where that is full, because the disk does not take what is in it,
 * the event is lost and counted, and the call goes on. Thread-safe.
 */
final class Intake implements CallListener {
    /** Some ten seconds of a thousand calls a second. */
    static final int BOUND = 100_000;

    private final BlockingQueue<CallEvent> queue = new ArrayBlockingQueue<>(BOUND);
    private final LongAdder lost = new LongAdder();

    @Override
    public void on(CallEvent event) {
        if (!queue.offer(event)) {
            lost.increment();
        }
    }

    /** Moves what has come, at the most so many; waits for a first one, but not for long. */
    void take(List<CallEvent> into, int most, long millis) throws InterruptedException {
        CallEvent first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            queue.drainTo(into, most - 1);
        }
    }

    int size() {
        return queue.size();
    }

    /** How many events found no room since the start. */
    long lost() {
        return lost.sum();
    }
}
