// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every leg works with.
 *
 * @param connector the threads that may wait for a connection to open, which no other may
 */
record Sip(Ports ports, LegTable legs, ScheduledExecutorService timer, Executor connector) {
    /** T1 and T2 of RFC 3261 section 17.1.1.1, in milliseconds: the stack's own. */
    static final long T1 = 500;

    static final long T2 = 4_000;

    /** 64*T1: how long anything is waited for. */
    static final long GIVE_UP = 64 * T1;
}
