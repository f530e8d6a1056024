// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Trunks that are watched by OPTIONS: RFC 3261 section 11. */
@Wire
final class TrunkHealthIT {
    private static final String FILE = "org.strowger.trunk-carrier.cfg";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The first destination of 73* is the carrier, the second the reserve. */
    @Test
    @DisplayName(
            "a trunk that is down is passed over at once; when it is up again it is called, and its callee's refusal is the answer")
    void aTrunkThatIsDownIsPassedOver(Exchange exchange, Lab lab) {
        String watched = exchange.configured(FILE) + "health.interval = 1\nhealth.down = 2\nhealth.up = 2\n";
        try (Exchange.Change change = exchange.configure(FILE, watched)) {
            await(exchange, "down");
            SippRun reserve =
                    lab.sipp("answer_until_bye").at(exchange.trunk("reserve")).start();
            long begin = System.nanoTime();
            Phones.trunkCall(lab, "7300").run();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            reserve.finish();

            RawPhone carrier = lab.trunkPhone("carrier");
            Message options = carrier.awaitRequest("OPTIONS");
            assertThat(options.uri()).isEqualTo("sip:" + exchange.trunk("carrier"));
            carrier.send(options.reply(404, "Not Found"));
            while (state(exchange).equals("down")) {
                carrier.send(carrier.awaitRequest("OPTIONS").reply(200, "OK"));
            }
            RawPhone caller = lab.trunkPhone("branch");
            Request invite = Phones.trunkInvite(caller, "7300");
            caller.send(invite.text(caller));
            carrier.send(carrier.awaitRequest("INVITE").reply(486, "Busy Here"));
            Message refusal = caller.answerTo(invite);
            assertThat(refusal.status()).as("nobody else is tried").isEqualTo(486);
            caller.send(invite.ack(caller, refusal));
        }
        await(exchange, "not watched");
        exchange.audit();
    }

    private static String state(Exchange exchange) {
        return exchange.json("pbx:trunks").asList().stream()
                .map(row -> row.getAsJsonObject())
                .filter(row -> row.get("trunk").getAsString().equals("trunk-carrier"))
                .map(row -> row.get("state").getAsString())
                .findFirst()
                .orElse("");
    }

    private static void await(Exchange exchange, String state) {
        Await.until(
                () -> "the carrier is " + state + ": " + exchange.json("pbx:trunks"),
                SOON,
                Duration.ofMillis(300),
                () -> state(exchange).equals(state));
    }
}
