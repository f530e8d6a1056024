// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.responses;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls over a network that loses packets. {@code distribution/simulation} has worse, on a simulated clock. */
@Wire
final class LossIT {
    private static final int CALLS = Integer.getInteger("loss.calls", 300);
    private static final int CALLS_A_SECOND = 20;
    private static final String PERCENT = "5";

    /** Not the trunk of most tests: what is still on its way when this one fails would disturb them. */
    private static final String TRUNK = "east";

    private static final String TO_TRUNK = "76300";

    /** So that an ACK that was lost has come again. */
    private static final Duration TALK = Duration.ofSeconds(6);

    /** SIPp gives a call up by itself where too much of it is lost. */
    private static final double MOST = 0.9;

    @Test
    @DisplayName("Every twentieth packet is lost at either phone, each way: no call is stuck, and none leaves a trace")
    void noCallIsStuck(Exchange exchange, Lab lab) {
        Duration bound = Duration.ofSeconds(90 + CALLS / CALLS_A_SECOND);
        callee(lab, "answer_until_bye", TRUNK)
                .calls(CALLS, CALLS, CALLS)
                .option("-lost", PERCENT)
                .within(bound)
                .start();
        SippRun callers = caller(lab, "caller_talks")
                .calls(CALLS, CALLS_A_SECOND, CALLS)
                .dials(TO_TRUNK)
                .talks(TALK)
                .option("-lost", PERCENT)
                .within(bound)
                .start();
        callers.end();

        long ended = responses(callers, 200, "BYE").stream()
                .map(packet -> packet.message().header("Call-ID"))
                .distinct()
                .count();
        assertThat(ended).isGreaterThan((long) (MOST * CALLS));
        exchange.audit();
    }
}
