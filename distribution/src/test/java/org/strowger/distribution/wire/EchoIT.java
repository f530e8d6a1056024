// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.responses;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An application of the exchange's own as the party at the other end: the echo test, called and calling. */
@Wire
final class EchoIT {
    private static final String ECHO = "9196";

    @Test
    @DisplayName("E11: an application rings, answers with a description, and is hung up on")
    void anApplicationAnswers(Exchange exchange, Lab lab) {
        SippRun caller =
                caller(lab, "caller_talks").dials(ECHO).option("-d", "200").run();

        assertThat(responses(caller, 180, "INVITE")).hasSize(1);
        Message answer = caller.response(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/sdp");
        assertThat(answer.body()).contains("m=audio").contains("RTP/AVP 8");
        exchange.audit();
    }

    @Test
    @DisplayName("E11: a caller hears its own voice, until the call is ended for it")
    void aCallerHearsItsOwnVoice(Exchange exchange, Lab lab) {
        RtpEnd alice = lab.closeLater(new RtpEnd("127.0.1.1", 0xA));
        SippRun caller =
                caller(lab, "caller_is_hung_up_on", alice.local()).dials(ECHO).start();
        Message answer = caller.awaitReceived("200", SOON, message -> message.status() == 200);

        assertHearsItself(alice, new Peer(exchange.udp().host(), Calls.port(answer)));
        exchange.console("pbx:call-hangup --all");
        caller.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E12: an application calls a number, as any caller through the routes, and talks")
    void anApplicationCalls(Exchange exchange, Lab lab) {
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        SippRun callee =
                callee(lab, "callee_hangs_up", bob.local()).option("-d", "3000").start();
        exchange.console("pbx:originate echo 7901");
        callee.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));

        Message invite = callee.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:741001@" + callee.local());
        assertThat(invite.header("From")).contains("<sip:5550@");
        assertHearsItself(bob, new Peer(exchange.udp().host(), Calls.port(invite)));
        callee.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E12: an application that is refused gives up, and leaves nothing behind")
    void anApplicationIsRefused(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 486 Busy Here")
                .start();
        exchange.console("pbx:originate echo " + Calls.TO_CALLEE);
        callee.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E13: a number beside the application's is nobody's")
    void anApplicationAnswersItsOwnNumberAlone(Exchange exchange, Lab lab) {
        // else a role that another test took away might still come back and know the number
        lab.closeLater(exchange.configure("org.strowger.engine.cfg", "absence = 0\n"));
        for (String number : List.of("9197", "919", "91960")) {
            SippRun caller = caller(lab, "caller_is_refused").dials(number).run();
            assertThat(responses(caller, 404, "INVITE")).hasSize(1);
            assertThat(responses(caller, 180, "INVITE")).isEmpty();
        }
        exchange.audit();
    }

    private static void assertHearsItself(RtpEnd end, Peer by) {
        for (int i = 0; i < 50; i++) {
            end.send(by);
            assertThat(end.hear(SOON)).hasValueSatisfying(packet -> {
                assertThat(packet.noise()).isEqualTo(end.noise());
                assertThat(packet.from()).isEqualTo(by);
            });
        }
    }
}
