// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A party has the other talk to somebody else (RFC 3515, RFC 5589). */
@Wire
final class TransferIT {
    /** Where the target of transfers is. */
    private static final String TO_TARGET = "75200";

    private static SippRun transferor(Lab lab, String scenario, String to) {
        return callee(lab, scenario).key("to", to).start();
    }

    /** What a transferor is told, each with the state of its subscription. */
    private static List<String> told(SippRun transferor) {
        return requests(transferor, "NOTIFY").stream()
                .map(packet -> packet.message().header("Subscription-State").split(";")[0] + " "
                        + packet.message().body().strip())
                .distinct()
                .toList();
    }

    @Test
    @DisplayName("F1: the target answers, the transferor hears so and is hung up, the two others talk")
    void aCallIsTransferred(Exchange exchange, Lab lab) {
        SippRun target = callee(lab, "callee_offers", "south").start();
        SippRun transferor = transferor(lab, "callee_transfers", TO_TARGET);
        SippRun caller = caller(lab, "caller_is_transferred").run();
        transferor.finish();
        target.finish();

        assertThat(told(transferor)).containsExactly("active SIP/2.0 100 Trying", "terminated SIP/2.0 200 OK");
        assertThat(transferor.request("NOTIFY").header("Event")).isEqualTo("refer");
        assertThat(target.request("INVITE").body()).isEmpty();
        // each is told where the relay is, not where the other is
        assertThat(requests(caller, "INVITE").get(0).message().body())
                .contains("m=audio")
                .doesNotContain(target.local().host());
        assertThat(target.request("ACK").body())
                .contains("m=audio")
                .doesNotContain(caller.local().host());
        assertThat(responses(transferor, 202, "REFER")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("F1: the transferor may leave at once")
    void theTransferorMayLeaveAtOnce(Exchange exchange, Lab lab) {
        SippRun target = callee(lab, "callee_offers", "south").start();
        SippRun transferor = transferor(lab, "callee_transfers_and_leaves", TO_TARGET);
        caller(lab, "caller_is_transferred").run();
        transferor.finish();
        target.finish();

        assertThat(requests(target, "ACK").get(0).message().body()).contains("m=audio");
        exchange.audit();
    }

    @Test
    @DisplayName("F1, D37: a number that nobody has is not called, and the call goes on")
    void aTransferToNobodyFails(Exchange exchange, Lab lab) {
        SippRun transferor = transferor(lab, "callee_fails_to_transfer", "6999");
        caller(lab, "caller_talks").talks(java.time.Duration.ofSeconds(2)).run();
        transferor.finish();

        assertThat(told(transferor)).containsExactly("active SIP/2.0 100 Trying", "terminated SIP/2.0 404 Not Found");
        exchange.audit();
    }
}
