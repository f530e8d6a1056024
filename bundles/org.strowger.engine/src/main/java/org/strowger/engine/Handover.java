// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that an engine carries is laid down, each on its own executor, for the next engine to take up. */
final class Handover {
    private static final Logger log = LoggerFactory.getLogger(Handover.class);

    private final CountDownLatch left;
    private volatile boolean late;

    Handover(Collection<? extends Carried> all) {
        left = new CountDownLatch(all.size());
        for (Carried one : all) {
            try {
                one.executor().execute(() -> layDown(one));
            } catch (RejectedExecutionException gone) {
                // the SIP bundle has stopped, and its legs have ended with it
                log.debug("nothing to lay down", gone);
                left.countDown();
            }
        }
    }

    private void layDown(Carried one) {
        try {
            if (late) {
                one.giveUp();
            } else {
                one.layDown();
            }
        } finally {
            left.countDown();
        }
    }

    /** Waits until all is laid down. What is not by then ends when its turn comes. */
    void await(Duration bound) {
        boolean done = false;
        try {
            done = left.await(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        late = true;
        if (!done) {
            log.error("{} calls were busy for longer than {} ms and end", left.getCount(), bound.toMillis());
        }
    }
}
