// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same calls over connections: one that the caller opened to us, one that we opened to the callee. */
@Wire
final class CallsOverTcpIT {
    private static final String NUMBER = "80100";

    @ParameterizedTest(name = "E1, I11, I14, X2 over TCP: {0}, {1}")
    @CsvSource({
        "caller_talks, callee_answers",
        "caller_is_hung_up_on, callee_hangs_up",
        "caller_holds_and_resumes, callee_is_held",
        "caller_is_held, callee_holds",
        "caller_cancels, callee_rings_for_ever",
    })
    void aCallIsCarriedOverTcp(String callerDoes, String calleeDoes, Exchange exchange, Lab lab) {
        SippRun callee =
                callee(lab, calleeDoes, "cable").overTcp().option("-d", "200").start();
        caller(lab, callerDoes).overTcp().dials(NUMBER).option("-d", "200").run();
        callee.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E1 over TCP: all that we say in a call goes over one connection, and so does the next call (18)")
    void oneConnectionCarriesTheCallsToOnePeer(Exchange exchange, Lab lab) {
        int port = exchange.trunk("cable").port();
        Capture capture = lab.capture("tcp port " + port);
        SippRun callee = callee(lab, "callee_answers", "cable")
                .overTcp()
                .calls(3)
                .option("-d", "100")
                .start();
        caller(lab, "caller_talks")
                .dials(NUMBER)
                .option("-d", "100")
                .calls(3, 1, 1)
                .run();
        callee.finish();

        List<String[]> opened = capture.fields(
                "tcp.flags.syn == 1 && tcp.flags.ack == 0 && tcp.dstport == " + port, "frame.number", "tcp.srcport");
        assertThat(opened).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("E1 over TCP: a peer that has closed our connection is called by a new one")
    void aPeerThatHasStartedAnewIsCalledAgain(Exchange exchange, Lab lab) {
        for (int time = 0; time < 3; time++) {
            SippRun callee = callee(lab, "callee_answers", "cable").overTcp().start();
            caller(lab, "caller_talks").dials(NUMBER).run();
            callee.finish();
        }
        exchange.audit();
    }
}
