// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.branch;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What takes 64 times T1, which is 32 seconds: everything is under way at once, and each test looks at its own call. */
@Wire
final class PatienceIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long GIVEN_UP = 32_000;
    private static final long TOLERANCE = 600;

    private static SippRun silentCallee;
    private static SippRun callerOfTheSilent;
    private static SippRun calleeOfTheRude;
    private static SippRun rudeCaller;
    private static SippRun deafCallee;
    private static SippRun callerOfTheDeaf;
    private static SippRun deafCalleeOnTcp;
    private static SippRun callerOfTheDeafOnTcp;

    @BeforeAll
    static void everybodyCalls(Lab lab) {
        silentCallee = callee(lab, "callee_is_dead", "south").within(LONG).start();
        callerOfTheSilent =
                caller(lab, "caller_is_refused").dials("75100").within(LONG).start();
        calleeOfTheRude = callee(lab, "callee_answers", "east").within(LONG).start();
        rudeCaller = caller(lab, "caller_never_acknowledges")
                .dials("76100")
                .within(LONG)
                .start();
        deafCallee = callee(lab, "callee_ignores_cancel", "west").within(LONG).start();
        callerOfTheDeaf = caller(lab, "caller_cancels")
                .dials("77100")
                .option("-d", "200")
                .within(LONG)
                .start();
        deafCalleeOnTcp = callee(lab, "callee_ignores_cancel", "cable")
                .overTcp()
                .within(LONG)
                .start();
        callerOfTheDeafOnTcp = caller(lab, "caller_cancels")
                .dials("80100")
                .option("-d", "200")
                .within(LONG)
                .start();
    }

    @AfterAll
    static void nothingIsLeftBehind(Exchange exchange) {
        exchange.audit();
    }

    @Test
    @DisplayName("I2: a silent callee gets seven INVITEs in 32 s, and the caller 408 (17.1.1.2)")
    void aSilentCalleeIsGivenUp() {
        callerOfTheSilent.finish();
        silentCallee.finish();

        List<Packet> invites = requests(silentCallee, "INVITE");
        assertTimes(invites, 0, 500, 1500, 3500, 7500, 15_500, 31_500);
        assertThat(invites)
                .extracting(packet -> branch(packet.message()))
                .containsOnly(branch(invites.get(0).message()));
        assertThat(requests(silentCallee, "CANCEL")).isEmpty();
        assertGivenUp(
                invites.get(0), responses(callerOfTheSilent, 408, "INVITE").get(0));
    }

    @Test
    @DisplayName("I5: an answer is repeated until 64*T1 when nobody acknowledges it, then both get a BYE (13.3.1.4)")
    void anAnswerThatNobodyAcknowledgesEndsTheCall() {
        rudeCaller.finish();
        calleeOfTheRude.finish();

        List<Packet> answers = responses(rudeCaller, 200, "INVITE");
        assertTimes(answers, 0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500);
        assertGivenUp(answers.get(0), requests(rudeCaller, "BYE").get(0));
        assertGivenUp(answers.get(0), requests(calleeOfTheRude, "BYE").get(0));
        assertThat(requests(calleeOfTheRude, "ACK")).hasSize(1);
    }

    @Test
    @DisplayName("X4, X9: a CANCEL that is ignored is repeated for 32 s and no longer; the caller is free at once")
    void aCancelThatIsIgnoredIsRepeated() {
        callerOfTheDeaf.finish();
        deafCallee.finish();

        List<Packet> cancels = requests(deafCallee, "CANCEL");
        assertTimes(cancels, 0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500);
        assertThat(millis(
                        cancels.get(0),
                        responses(callerOfTheDeaf, 487, "INVITE").get(0)))
                .isLessThan(TOLERANCE);
        assertThat(requests(deafCallee, "BYE")).isEmpty();
    }

    @Test
    @DisplayName("X4: by TCP it is sent once (17.1.2.2)")
    void aCancelByTcpIsSentOnce() {
        callerOfTheDeafOnTcp.finish();
        deafCalleeOnTcp.finish();

        assertThat(requests(deafCalleeOnTcp, "CANCEL")).hasSize(1);
    }

    private static void assertGivenUp(Packet from, Packet to) {
        assertThat(millis(from, to)).isBetween(GIVEN_UP - 100, GIVEN_UP + TOLERANCE);
    }

    private static void assertTimes(List<Packet> packets, int... expected) {
        assertThat(packets).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(millis(packets.get(0), packets.get(i)))
                    .as("packet %d", i + 1)
                    .isBetween(expected[i] - 50L, expected[i] + TOLERANCE);
        }
    }

    private static long millis(Packet from, Packet to) {
        return Duration.between(from.time(), to.time()).toMillis();
    }
}
