// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.PreAck;

/** Asks whoever looks at answers, on threads of their own and within a bound. Thread-safe. */
final class Hook {
    private static final Logger log = LoggerFactory.getLogger(Hook.class);

    /** Answers that are looked at at once; one more is turned down. */
    private static final int THREADS = 64;

    private final ScheduledExecutorService timer;
    private final ThreadPoolExecutor threads = Threads.pool("strowger-dial-hook", THREADS, new SynchronousQueue<>());

    Hook(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** @param said told once, on any thread, why the answer is turned down; empty where it is agreed to */
    void ask(PreAck hook, EstablishedLeg leg, Duration bound, Consumer<Optional<String>> said) {
        AtomicBoolean open = new AtomicBoolean(true);
        Consumer<Optional<String>> once = why -> {
            if (open.compareAndSet(true, false)) {
                said.accept(why);
            }
        };
        try {
            Future<?> asked = threads.submit(() -> once.accept(ask(hook, leg)));
            timer.schedule(
                    () -> {
                        // in this order: what a hook says because it is interrupted comes too late
                        once.accept(Optional.of("the hook did not answer within " + bound.toMillis() + " ms"));
                        asked.cancel(true);
                    },
                    bound.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException busy) {
            log.warn("{}: {} answers are being looked at already", leg.callId(), THREADS, busy);
            once.accept(Optional.of("too many answers are being looked at"));
        }
    }

    private static Optional<String> ask(PreAck hook, EstablishedLeg leg) {
        try {
            PreAck.Verdict verdict = hook.beforeAck(leg);
            if (verdict instanceof PreAck.Verdict.Veto veto) {
                return Optional.of(veto.why());
            }
            return verdict == null ? Optional.of("the hook said nothing") : Optional.empty();
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: {} failed", leg.callId(), hook.getClass().getName(), fault);
            return Optional.of("the hook failed");
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
