// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.api.call.Offer;

/**
 * A call that waits for a role: the step that found nobody is taken again whenever a role comes, within one bound for all that the
 * call waits for at that time. Confined to the call's executor.
 */
final class Patience {
    private final Call call;
    private final CallContext context;
    private final Consumer<Runnable> guarded;
    private final Consumer<String> lost;
    private final Alarm clock;
    private Runnable step;
    private String what = "";

    /**
     * @param guarded runs a step of the call
     * @param lost told what did not come in time
     */
    Patience(Call call, CallContext context, Offer offer, Consumer<Runnable> guarded, Consumer<String> lost) {
        this.call = call;
        this.context = context;
        this.guarded = guarded;
        this.lost = lost;
        this.clock = new Alarm(context, offer, guarded);
    }

    /** Goes on where another left it: the bound that held there holds here. */
    void resume(Optional<Instant> bound) {
        bound.ifPresent(moment -> {
            context.awaits(call);
            clock.at(moment, this::outOfTime);
        });
    }

    /** How long the call waits; empty where it does not. */
    Optional<Instant> bound() {
        return clock.due();
    }

    /** Takes a step again when somebody comes. */
    void await(Runnable next, String wanted) {
        step = next;
        what = wanted;
        if (!clock.set()) {
            clock.in(context.settings().patience(), this::outOfTime);
            context.awaits(call);
            // once more, for a role that came between the question and the entry in the list
            call.executor().execute(call::tryAgain);
        }
    }

    /** Somebody came. */
    void tryAgain() {
        if (step != null) {
            Runnable waiting = step;
            step = null;
            context.awaits(call);
            guarded.accept(waiting);
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
        clock.stop();
        context.settled(call);
    }
}
