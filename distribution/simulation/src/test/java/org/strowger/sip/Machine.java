// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** What a simulated exchange stands on in place of a machine. */
public interface Machine {
    /** All timers, the stack's too. */
    ScheduledExecutorService timer();

    /** The threads of the calls. */
    Executor pool();

    LongSupplier nanos();

    /** The exchange sends a datagram. */
    void sent(byte[] datagram, InetSocketAddress to);

    /** Something failed that nobody above would hear of. */
    void fault(Throwable fault);
}
