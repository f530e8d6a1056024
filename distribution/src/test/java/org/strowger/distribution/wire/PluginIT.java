// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator does with the folder {@code deploy/}. */
@Wire
final class PluginIT {
    private static final Duration TO_DEPLOY = Duration.ofSeconds(30);

    @Test
    @DisplayName(
            "E2: an application dropped in answers the next call, taken out no longer does, and no call is dropped")
    void anApplicationComesAndGoes(Exchange exchange, Lab lab) throws IOException {
        SippRun before = caller(lab, "caller_is_hung_up_on")
                .dials(AnsweringMachine.NUMBER)
                .start();
        assertThat(answer(before)).doesNotContain(AnsweringMachine.SUBJECT);

        Path made = BundleJar.of(lab, AnsweringMachine.NAME, AnsweringMachine.class, "[1,2)", Map.of());
        ExchangeLog.Mark mark = exchange.log().mark();
        Path jar = BundleJar.drop(made, exchange, "answering-machine.jar");
        SippRun during;
        try {
            mark.await("callout " + AnsweringMachine.NAME + " in", TO_DEPLOY);
            during = caller(lab, "caller_is_hung_up_on")
                    .dials(AnsweringMachine.NUMBER)
                    .start();
            assertThat(answer(during)).contains(AnsweringMachine.SUBJECT);
        } finally {
            Files.deleteIfExists(jar);
        }
        mark.await("callout " + AnsweringMachine.NAME + " out", TO_DEPLOY);
        SippRun after =
                caller(lab, "caller_talks").dials(AnsweringMachine.NUMBER).run();
        assertThat(answer(after)).doesNotContain(AnsweringMachine.SUBJECT);

        assertThat(exchange.json("pbx:calls")).hasSize(2);
        assertThat(requests(before, "BYE")).isEmpty();
        assertThat(requests(during, "BYE")).isEmpty();
        exchange.console("pbx:call-hangup --all");
        before.finish();
        during.finish();
        exchange.audit();
    }

    private static String answer(SippRun caller) {
        return caller.awaitReceived("200", Calls.SOON, message -> message.status() == 200)
                .body();
    }
}
