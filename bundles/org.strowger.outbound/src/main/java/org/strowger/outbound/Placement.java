// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Origination;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.sip.Network;

/**
 * Hands attempts to the exchange: once the target's name has an address, and again and again where the exchange is just being replaced.
 * Thread-safe.
 */
final class Placement {
    private static final Logger log = LoggerFactory.getLogger(Placement.class);

    /** How long an attempt waits for an exchange that is being replaced, and how often it looks. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long LOOK_MILLIS = 50;

    private final Supplier<Settings> settings;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final ExecutorService names;
    private final Function<Origination, Leg> originate;

    /**
     * @param names runs what may wait for a name server
     * @param originate makes our end of a call, or throws an {@link IllegalStateException} while none can be made
     */
    Placement(
            Supplier<Settings> settings,
            Clock clock,
            ScheduledExecutorService timer,
            ExecutorService names,
            Function<Origination, Leg> originate) {
        this.settings = settings;
        this.clock = clock;
        this.timer = timer;
        this.names = names;
        this.originate = originate;
    }

    /** Begins an attempt's call, now or soon, or has it fail. Does not block. */
    void place(Dial dial, Runnable placed) {
        Instant until = clock.instant().plus(PATIENCE);
        String host = dial.request().target().host();
        if (host.isEmpty() || Network.literal(host).isPresent()) {
            at(dial, host, until, placed);
            return;
        }
        unlessStopped(
                dial,
                () -> names.execute(() -> {
                    try {
                        at(dial, InetAddress.getByName(host).getHostAddress(), until, placed);
                    } catch (UnknownHostException unknown) {
                        log.debug("{}: no address of {}", dial.callId(), host, unknown);
                        dial.fail(DialEvent.Reason.UNREACHABLE, 503, host + " has no address");
                    }
                }));
    }

    private void at(Dial dial, String address, Instant until, Runnable placed) {
        try {
            dial.begin(() -> originate.apply(
                    Order.origination(dial.request(), dial.callId(), address, settings.get(), clock.instant())));
            placed.run();
        } catch (IllegalStateException notNow) {
            if (clock.instant().isAfter(until)) {
                dial.fail(DialEvent.Reason.UNREACHABLE, 503, notNow.getMessage());
            } else {
                Runnable again = () -> at(dial, address, until, placed);
                unlessStopped(dial, () -> timer.schedule(again, LOOK_MILLIS, TimeUnit.MILLISECONDS));
            }
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: cannot be begun", dial.callId(), fault);
            dial.fail(DialEvent.Reason.ERROR, 500, String.valueOf(fault.getMessage()));
        }
    }

    private static void unlessStopped(Dial dial, Runnable step) {
        try {
            step.run();
        } catch (RejectedExecutionException stopped) {
            log.debug("{}: not begun, for the dialler stops", dial.callId(), stopped);
            dial.fail(DialEvent.Reason.STOPPED, 503, "the dialler stopped");
        }
    }
}
