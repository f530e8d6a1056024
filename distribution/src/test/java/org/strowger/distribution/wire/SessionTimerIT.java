// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Sessions that are refreshed or not (RFC 4028), each of 90 s, which is the least: all are under way at once. The rest of it runs on a
 * simulated clock; {@code -Dsession.long=true} waits for more of it here.
 */
@Wire
final class SessionTimerIT {
    private static final Duration LONG = Duration.ofSeconds(130);

    /** Beyond the first refresh. */
    private static final Duration TALK = Duration.ofSeconds(48);

    private static SippRun refreshed;
    private static SippRun refreshedCaller;
    private static SippRun reinvited;
    private static SippRun reinvitedCaller;
    private static SippRun forgetful;
    private static SippRun forgottenCaller;
    private static SippRun idle;
    private static SippRun callerOfTheIdle;
    private static ExchangeLog.Mark log;

    @BeforeAll
    static void everybodyCalls(Exchange exchange, Lab lab) {
        log = exchange.log().mark();
        refreshed = callee(lab, "callee_refreshes", "north").within(LONG).start();
        reinvited = callee(lab, "callee_is_refreshed_by_reinvite", "south")
                .within(LONG)
                .start();
        forgetful = callee(lab, "callee_forgets_its_call", "east").within(LONG).start();
        idle = callee(lab, "callee_never_refreshes", "west").within(LONG).start();
        refreshedCaller = calls(lab, "caller_talks", "74100");
        reinvitedCaller = calls(lab, "caller_talks", "75100");
        forgottenCaller = calls(lab, "caller_is_hung_up_on", "76100");
        callerOfTheIdle = calls(lab, "caller_is_hung_up_on", "77100");
    }

    private static SippRun calls(Lab lab, String scenario, String number) {
        return caller(lab, scenario).dials(number).talks(TALK).within(LONG).start();
    }

    @AfterAll
    static void nothingIsLeft(Exchange exchange) {
        exchange.audit();
    }

    private static void assertAfter(Packet from, Packet to, int seconds) {
        assertThat(Duration.between(from.time(), to.time()))
                .isBetween(Duration.ofSeconds(seconds - 2), Duration.ofSeconds(seconds + 2));
    }

    @Test
    @DisplayName("S1: a session of 90 s is refreshed by UPDATE at half time (7.2, 7.4)")
    void aSessionIsRefreshed() {
        refreshedCaller.finish();
        refreshed.finish();

        assertThat(refreshed.request("INVITE").header("Session-Expires")).isEqualTo("1800;refresher=uac");
        assertThat(refreshed.request("INVITE").header("Supported")).isEqualTo("timer, replaces");
        Packet update = requests(refreshed, "UPDATE").get(0);
        assertThat(update.message().header("Session-Expires")).isEqualTo("90;refresher=uac");
        assertThat(update.message().header("Supported")).isEqualTo("timer, replaces");
        assertThat(update.message().header("Content-Length")).isEqualTo("0");
        assertAfter(requests(refreshed, "ACK").get(0), update, 45);
        assertThat(requests(refreshedCaller, "UPDATE")).isEmpty();
    }

    @Test
    @DisplayName("S2: where UPDATE is not allowed by a re-INVITE with the same description (7.4)")
    void aSessionIsRefreshedByReInvite() {
        reinvitedCaller.finish();
        reinvited.finish();

        List<Packet> invites = requests(reinvited, "INVITE");
        assertThat(invites).hasSize(2);
        assertAfter(invites.get(0), invites.get(1), 45);
        assertThat(invites.get(1).message().body())
                .isEqualTo(invites.get(0).message().body());
        assertThat(requests(reinvitedCaller, "INVITE")).isEmpty();
    }

    @Test
    @DisplayName("S4: a callee that does not know the call any more ends it for both (10)")
    void aCallThatIsForgottenEnds() {
        forgottenCaller.finish();
        forgetful.finish();

        Packet bye = requests(forgottenCaller, "BYE").get(0);
        assertAfter(requests(forgetful, "UPDATE").get(0), bye, 0);
        assertThat(bye.message().header("Reason")).contains("Session timer expired");
        assertThat(requests(forgetful, "BYE")).hasSize(1);
        log.await("ended: 1000 -> 76100 talked 4[0-9][^\n]*, timer-expired", Calls.SOON);
    }

    @Test
    @DisplayName("S5: a callee that does not refresh as it said ends at 90 s less a third (10)")
    void aCalleeThatDoesNotRefreshIsGivenUp() {
        callerOfTheIdle.finish();
        idle.finish();

        assertThat(requests(idle, "UPDATE")).isEmpty();
        assertAfter(requests(idle, "ACK").get(0), requests(idle, "BYE").get(0), 60);
        log.await("ended: 1000 -> 77100 talked [56][0-9][^\n]*, timer-expired", Calls.SOON);
    }

    @Test
    @DisplayName("S3: an INVITE whose session is too short for the callee goes once more (7.3)")
    void aCalleeMayWantLongerSessions(Lab lab) {
        SippRun callee = callee(lab, "callee_wants_longer_sessions", "carrier").start();
        SippRun caller = caller(lab, "caller_talks").dials("71100").run();
        callee.finish();

        List<Packet> invites = requests(callee, "INVITE");
        assertThat(invites).hasSize(2);
        assertThat(invites.get(1).message().header("Session-Expires")).isEqualTo("2400;refresher=uac");
        assertThat(invites.get(1).message().header("Min-SE")).isEqualTo("2400");
        assertThat(responses(caller, 422, "INVITE")).isEmpty();
    }

    @Test
    @DisplayName("S6: a caller's session that is too short gets 422, and the caller refreshes what it agrees on (9)")
    void aCallerMayWantShortSessions(Lab lab) {
        SippRun callee = callee(lab, "callee_answers", "carrier").start();
        SippRun caller =
                caller(lab, "caller_wants_short_sessions").dials("71100").run();
        callee.finish();

        assertThat(caller.response(422).header("Min-SE")).isEqualTo("90");
        assertThat(requests(callee, "INVITE")).hasSize(1);
        Message answer = responses(caller, 200, "INVITE").get(0).message();
        assertThat(answer.header("Session-Expires")).isEqualTo("90;refresher=uac");
        assertThat(answer.header("Require")).isEqualTo("timer");
        // never relayed
        assertThat(callee.request("INVITE").header("Session-Expires")).isEqualTo("1800;refresher=uac");
    }

    @Test
    @EnabledIfSystemProperty(named = "session.long", matches = "true")
    @DisplayName("I16, S7: a callee that dies is found; one that takes the refreshing over and does not refresh, too")
    void aDeadPeerIsFound(Lab lab) {
        SippRun dead = callee(lab, "callee_dies", "carrier").within(LONG).start();
        SippRun swapped = callee(lab, "callee_takes_the_refreshing_over", "branch")
                .within(LONG)
                .start();
        SippRun callerOfTheDead = calls(lab, "caller_is_hung_up_on", "71100");
        SippRun callerOfTheSwapped = calls(lab, "caller_is_hung_up_on", "72100");

        callerOfTheDead.finish();
        dead.finish();
        assertAfter(
                requests(dead, "UPDATE").get(0),
                requests(callerOfTheDead, "BYE").get(0),
                32);
        callerOfTheSwapped.finish();
        swapped.finish();
        assertThat(requests(swapped, "UPDATE")).hasSize(1);
        assertAfter(requests(swapped, "UPDATE").get(0), requests(swapped, "BYE").get(0), 60);
    }
}
