// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A call that waits for a role: the step that found nobody is taken again whenever a role comes, within one bound for all that the
 * call waits for at that time. Confined to the call's executor.
 */
final class Patience {
    private final Call call;
    private final CallContext context;
    private final Consumer<Runnable> guarded;
    private final Consumer<String> lost;
    private Runnable step;
    private String what = "";
    private Future<?> deadline;

    /**
     * @param guarded runs a step of the call
     * @param lost told what did not come in time
     */
    Patience(Call call, CallContext context, Consumer<Runnable> guarded, Consumer<String> lost) {
        this.call = call;
        this.context = context;
        this.guarded = guarded;
        this.lost = lost;
    }

    /** Takes a step again when somebody comes. */
    void await(Runnable next, String wanted) {
        step = next;
        what = wanted;
        if (deadline == null) {
            deadline = context.later(call.offer(), context.settings().patience(), this::outOfTime);
            context.awaits(call);
            // once more, for a role that came between the question and the entry in the list
            call.offer().executor().execute(call::tryAgain);
        }
    }

    /** Somebody came. */
    void tryAgain() {
        if (step == null) {
            return;
        }
        Runnable waiting = step;
        step = null;
        context.awaits(call);
        guarded.accept(waiting);
        if (step == null) {
            cancel();
            context.settled(call);
        }
    }

    private void outOfTime() {
        if (step != null) {
            step = null;
            lost.accept(what);
        }
    }

    /** Waits no longer. */
    void cancel() {
        step = null;
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
