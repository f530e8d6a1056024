// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Why a call became what it did can be seen afterwards, and nobody had to switch anything on. */
@Wire
final class WhyIT {
    private static String why(Exchange exchange, String options, SippRun caller, String end) {
        String command =
                "pbx:why " + options + " " + caller.packets().get(0).message().header("Call-ID");
        Await.until(() -> command, SOON, Duration.ofMillis(200), () -> {
            Exchange.Outcome outcome = exchange.ask(command);
            return outcome.code() == 0 && outcome.output().contains(end);
        });
        return exchange.console(command);
    }

    @Test
    @DisplayName("why: a call that a callee refused shows who claimed it, the rule, the callout, and every message")
    void aRefusedCallIsExplained(Exchange exchange, Lab lab) throws IOException {
        SippRun callee = callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 486 Busy Here")
                .start();
        SippRun caller = caller(lab, "caller_is_refused").run();
        callee.finish();

        String ladder = why(exchange, "", caller, "* ended");
        assertThat(ladder)
                .containsPattern("\\* claimed: the caller is .*, says trunk-callers 0\\.")
                .containsPattern("\\* routed: rule: .*, says router 0\\.")
                .containsPattern("\\* tried: .* is taken by trunk-north 0\\.\\S+ \\(configured ")
                .contains("* failed: this destination failed with 486 Busy Here by a party")
                .containsPattern("\\|<-+ \\[1\\] INVITE sip:" + Calls.TO_CALLEE)
                .containsPattern("\\|-+> \\[2\\] INVITE sip:")
                .containsPattern("\\|<-+ \\[2\\] 486 Busy Here \\(INVITE\\)")
                .containsPattern("\\|-+> \\[2\\] ACK ")
                .containsPattern("\\|-+> \\[1\\] 486 Busy Here \\(INVITE\\)")
                .containsPattern("\\|<-+ \\[1\\] ACK ");
        String call = ladder.lines().findFirst().orElseThrow().replace("call ", "");
        Path page = exchange.home().resolve("why.html");
        exchange.console("pbx:why --html " + page + " " + call);
        assertThat(Files.readString(page)).contains("486 Busy Here").contains("</html>");
    }

    @Test
    @DisplayName("why: a capture is read by Wireshark, message for message as SIPp saw them")
    void theCaptureIsRead(Exchange exchange, Lab lab) throws Exception {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller =
                caller(lab, "caller_talks").talks(Duration.ofMillis(200)).run();
        callee.finish();
        String ladder = why(exchange, "", caller, "* ended");
        String call = ladder.lines().findFirst().orElseThrow().replace("call ", "");
        Path capture = lab.folder().resolve("why.pcap");
        exchange.console("pbx:why --pcap " + capture + " " + call);

        Process tshark = new ProcessBuilder(
                        Tool.TSHARK.path(),
                        "-r",
                        capture.toString(),
                        "-d",
                        "udp.port==" + exchange.udp().port() + ",sip",
                        "-Y",
                        "sip",
                        "-T",
                        "fields",
                        "-e",
                        "sip.Call-ID",
                        "-e",
                        "sip.CSeq.method")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> seen = tshark.inputReader().lines().toList();
        String callId = caller.packets().get(0).message().header("Call-ID");
        assertThat(seen.stream().filter(line -> line.startsWith(callId + "\t")))
                .hasSize(caller.packets().size());
        assertThat(seen.stream().filter(line -> !line.startsWith(callId + "\t")))
                .hasSize(callee.packets().size());
    }

    @Test
    @DisplayName("why: of a call that was challenged everything is shown but what a password could be guessed from")
    void aChallengedCallIsExplainedWithoutSecrets(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller = lab.sipp("call_challenged_then_ended")
                .as(exchange.account())
                .dials("74100")
                .talks(Duration.ofMillis(100))
                .run();
        callee.finish();

        String json = why(exchange, "--json", caller, "\"ended\"");
        assertThat(json).contains("Authorization: Digest").contains("response=\\\"...\\\"");
        assertThat(json).doesNotContainPattern("response=\\\\\"[0-9a-f]{8}");
    }
}
