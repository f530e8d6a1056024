// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls over a network that loses packets. {@code distribution/simulation} has worse, on a simulated clock. */
@Wire
final class LossIT {
    private static final int CALLS = Integer.getInteger("loss.calls", 300);
    private static final int CALLS_A_SECOND = 20;
    private static final String PERCENT = "5";

    /** So that an ACK that was lost has come again. */
    private static final Duration TALK = Duration.ofSeconds(6);

    @Test
    @DisplayName("Every twentieth packet is lost at either phone, each way: no call is stuck, and none leaves a trace")
    void noCallIsStuck(Exchange exchange, Lab lab) {
        Duration bound = Duration.ofSeconds(90 + CALLS / CALLS_A_SECOND);
        SippRun callees = callee(lab, "callee_answers")
                .calls(CALLS, CALLS, CALLS)
                .option("-lost", PERCENT)
                .within(bound)
                .start();
        caller(lab, "caller_talks")
                .calls(CALLS, CALLS_A_SECOND, CALLS)
                .talks(TALK)
                .option("-lost", PERCENT)
                .within(bound)
                .run();
        callees.finish();
        exchange.audit();
    }
}
