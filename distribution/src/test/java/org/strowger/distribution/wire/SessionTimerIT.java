// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions that are refreshed (RFC 4028). The rest of it runs on a simulated clock. */
@Wire
final class SessionTimerIT {
    @Test
    @DisplayName("S1: a session of 90 s is refreshed by UPDATE at half time (7.2, 7.4)")
    void aSessionIsRefreshed(Exchange exchange, Lab lab) {
        SippRun callee =
                callee(lab, "callee_refreshes").within(Duration.ofSeconds(80)).start();
        SippRun caller = caller(lab, "caller_talks")
                .talks(Duration.ofSeconds(48))
                .within(Duration.ofSeconds(80))
                .run();
        callee.finish();

        assertThat(callee.request("INVITE").header("Session-Expires")).isEqualTo("1800;refresher=uac");
        assertThat(callee.request("INVITE").header("Supported")).isEqualTo("timer");
        Packet update = requests(callee, "UPDATE").get(0);
        assertThat(update.message().header("Session-Expires")).isEqualTo("90;refresher=uac");
        assertThat(update.message().body()).isEmpty();
        Packet ack = requests(callee, "ACK").get(0);
        assertThat(Duration.between(ack.time(), update.time()))
                .isBetween(Duration.ofSeconds(43), Duration.ofSeconds(47));
        assertThat(requests(caller, "UPDATE")).isEmpty();
        exchange.audit();
    }
}
