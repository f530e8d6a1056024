// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where calls go: the rows of {@code src/test/etc/org.strowger.router.cfg}, on the wire. */
@Wire
final class RoutingIT {
    private static final String TABLE = "org.strowger.router.cfg";

    @ParameterizedTest(name = "E7, E8: {0} is called as {1}, from {2} ({3})")
    @CsvSource({
        "7901,  741001, 5550,    one number: both ends replaced",
        "7903,  7903,   1000,    a list: nothing replaced",
        "7910,  747910, 1000,    the first of a range",
        "7915,  747915, 1000,    the middle of a range",
        "7919,  747919, 1000,    the last of a range",
        "79255, +8655,  +491000, a prefix taken away and another put before",
        "79307, 307,    1000,    a regular expression and a range of callers"
    })
    void aCallIsRouted(String dialled, String called, String shown, String what, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        caller(lab, "caller_talks").dials(dialled).run();
        callee.finish();

        Message invite = callee.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:" + called + "@" + callee.local());
        assertThat(invite.header("To"))
                .isEqualTo("<sip:" + called + "@" + callee.local().host() + ">");
        assertThat(invite.header("From")).startsWith("\"Alice\" <sip:" + shown + "@");
    }

    @Test
    @DisplayName("E7: the first row that matches decides, whatever the next would say")
    void theFirstRowThatMatchesDecides(Lab lab) {
        SippRun neighbour = callee(lab, "callee_answers").start();
        caller(lab, "caller_is_refused").dials("7905").run().response(603);

        caller(lab, "caller_talks").dials("7906").run();
        assertThat(requests(neighbour.finish(), "INVITE")).hasSize(1);
    }

    @Test
    @DisplayName("E8: a call that no row takes keeps its number")
    void aCallThatNoRowTakesPassesUnchanged(Lab lab) {
        // the echo test's, which only the echo test knows
        caller(lab, "caller_talks").dials("9196").run().response(200);
    }

    @Test
    @DisplayName("E9: a new table is for the next call; the one that is up goes on")
    void aNewTableDropsNoCall(Exchange exchange, Lab lab) {
        SippRun first = callee(lab, "callee_answers").start();
        SippRun talking = caller(lab, "caller_is_hung_up_on").start();
        first.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));

        String table = Program.text(exchange.home().resolve(Path.of("etc", TABLE)));
        lab.closeLater(exchange.configure(TABLE, table.replace("74* = = trunk-north", "74* = = trunk-west")));
        SippRun second = callee(lab, "callee_answers", "west").start();
        caller(lab, "caller_talks").run();
        second.finish();

        assertThat(requests(first, "BYE")).isEmpty();
        assertThat(requests(talking, "BYE")).isEmpty();
        assertThat(exchange.json("pbx:calls")).hasSize(1);
        exchange.console("pbx:call-hangup --all");
        talking.finish();
        first.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E10: an INVITE that may go no further gets 483 (8.1.1.6, 16.3)")
    void anInviteWithoutHopsIsRefused(Lab lab) {
        caller(lab, "caller_with_few_hops").key("hops", "0").run().response(483);
    }

    @Test
    @DisplayName("E10: a call that goes round in a circle ends when its hops are used up, and leaves nothing behind")
    void aCallInACircleComesToAnEnd(Exchange exchange, Lab lab) {
        SippRun caller = caller(lab, "caller_with_few_hops")
                .dials("78100")
                .key("hops", "6")
                .run();

        assertThat(responses(caller, 483, "INVITE")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("E10: each passage takes one hop")
    void eachPassageTakesOneHop(Lab lab) {
        SippRun callee = callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 486 Busy Here")
                .start();
        caller(lab, "caller_is_refused").run();
        assertThat(callee.finish().request("INVITE").header("Max-Forwards")).isEqualTo("69");
    }
}
