// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.sip.Header;

/**
 * What every leg works with.
 *
 * @param orphans legs that were left, with what is done with one that nobody comes for
 * @param extras what is kept of an INVITE whose leg is over, by the leg's tag
 * @param connector the threads that may wait for a connection to open, which no other may, by peer
 * @param nanos a clock that never goes back
 * @param settings what is in force now
 */
record Sip(
        Ports ports,
        LegTable legs,
        Leases<Leg, Runnable> orphans,
        Leases<String, ExtraAnswers> extras,
        ScheduledExecutorService timer,
        Lanes connector,
        LongSupplier nanos,
        Supplier<StackSettings> settings) {
    /** Why a leg ends that was left and that nobody came for. */
    static final Cause ORPHANED = Cause.of(
            Cause.By.TIMER,
            503,
            new Header("Reason", "SIP;cause=503;text=\"Nobody serves the call\""),
            new Header("Retry-After", "5"));

    /** T1 and T2 of RFC 3261 section 17.1.1.1, in milliseconds: the stack's own. */
    static final long T1 = 500;

    static final long T2 = 4_000;

    /** 64*T1: how long anything is waited for. */
    static final long GIVE_UP = 64 * T1;
}
