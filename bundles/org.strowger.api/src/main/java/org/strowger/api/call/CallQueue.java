// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One call's serial executor: everything about the call runs on it, one task after another, in order, on whatever thread of a
 * shared pool is free. Any thread may give it tasks.
 */
@ProviderType
public interface CallQueue extends Executor {
    /**
     * Runs code that is not the exchange's own, such as a role's answer, here and now, and gives back what it returns. The call
     * does not wait for it longer than the bound: then the thread is written off and interrupted, another takes its place,
     * {@code late} is the call's next step there, and this method does not return on the first thread, whatever the code does
     * at last; it ends the task with an {@link Error} that nobody is to catch.
     *
     * <p>Called on the queue's own thread, within a task; not nested. What the code throws in time is thrown on. The queues of
     * the exchange keep the bound; this default, for an executor that carries no call, runs the code and knows none.
     *
     * @param bound how long it may take, more than zero
     * @param late runs once instead of all that follows this call in the task
     */
    default <T> T within(Duration bound, Supplier<T> foreign, Runnable late) {
        return foreign.get();
    }
}
