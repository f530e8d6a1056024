// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.branch;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;
import static org.strowger.distribution.wire.Calls.responses;
import static org.strowger.distribution.wire.Calls.tag;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a call begins, as both of its ends see it. */
@Wire
final class CallSetupIT {
    private static final String RINGS_FOR = "200";

    @Test
    @DisplayName("E1: a call is two dialogs, each with its own Call-ID and tags (RFC 7092)")
    void aCallIsTwoDialogs(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller = caller(lab, "caller_talks").run();
        callee.finish();

        Message toCaller = caller.response(200);
        Message toCallee = callee.request("ACK");
        assertThat(toCallee.header("Call-ID")).isNotEqualTo(toCaller.header("Call-ID"));
        assertThat(List.of(tag(toCaller, "From"), tag(toCaller, "To"), tag(toCallee, "From"), tag(toCallee, "To")))
                .doesNotContain("none")
                .doesNotHaveDuplicates();
        assertThat(callee.request("INVITE").header("From"))
                .contains("\"Alice\"")
                .contains("sip:1000@");
        exchange.audit();
    }

    @Test
    @DisplayName("I1: the caller hears 100 within 200 ms, 180 while the callee rings, 200 when it answers")
    void theCallerIsToldAtOnceThatItsCallIsTried(Lab lab) {
        callee(lab, "callee_answers").option("-d", RINGS_FOR).start();
        SippRun caller = caller(lab, "caller_talks").run();

        Packet invite = caller.packets().get(0);
        Packet trying = responses(caller, 100, "INVITE").get(0);
        assertThat(Duration.between(invite.time(), trying.time())).isLessThan(Duration.ofMillis(200));
        assertThat(trying.message().parameter("To", "tag")).isEmpty();
        assertThat(responses(caller, 180, "INVITE")).hasSize(1);
        assertThat(tag(caller.response(180), "To")).isEqualTo(tag(caller.response(200), "To"));
        assertThat(caller.response(200).body()).contains("m=audio");
    }

    @Test
    @DisplayName("I3: each repetition of a refusal is acknowledged in the INVITE's own transaction (17.1.1.3)")
    void eachRepetitionOfARefusalIsAcknowledged(Lab lab) {
        SippRun callee = callee(lab, "callee_repeats_refusal").option("-nr").start();
        caller(lab, "caller_is_refused").run().response(486);
        callee.finish();

        Message invite = callee.request("INVITE");
        assertThat(requests(callee, "ACK")).hasSize(3).allSatisfy(ack -> {
            assertThat(branch(ack.message())).isEqualTo(branch(invite));
            assertThat(ack.message().uri()).isEqualTo(invite.uri());
            assertThat(ack.message().header("CSeq")).isEqualTo("1 ACK");
        });
    }

    @Test
    @DisplayName("I4: each repetition of a 200 is acknowledged, in a transaction of its own, at the callee's Contact")
    void eachRepetitionOfAnAnswerIsAcknowledged(Lab lab) {
        SippRun callee = callee(lab, "callee_repeats_answer").option("-nr").start();
        SippRun caller = caller(lab, "caller_talks").run();
        callee.finish();

        Message invite = callee.request("INVITE");
        assertThat(requests(callee, "ACK")).hasSize(3).allSatisfy(ack -> {
            assertThat(branch(ack.message())).startsWith("z9hG4bK").isNotEqualTo(branch(invite));
            assertThat(ack.message().uri()).isEqualTo("sip:bob@" + callee.local() + ";transport=UDP");
            assertThat(ack.message().header("CSeq")).isEqualTo("1 ACK");
        });
        assertThat(responses(caller, 200, "INVITE")).hasSize(1);
    }

    @ParameterizedTest(name = "I6: {0} from the callee is {1} to the caller")
    @CsvSource({
        "404 Not Found, 404",
        "480 Temporarily Unavailable, 480",
        "486 Busy Here, 486",
        "488 Not Acceptable Here, 488",
        "603 Decline, 603",
        "604 Does Not Exist Anywhere, 604",
        "500 Server Internal Error, 500",
        "503 Service Unavailable, 503",
        "302 Moved Temporarily, 480",
        "487 Request Terminated, 480",
        "401 Unauthorized, 500",
        "407 Proxy Authentication Required, 500"
    })
    void aRefusalReachesTheCaller(String given, int told, Lab lab) {
        SippRun callee =
                callee(lab, "callee_refuses").key("refusal", "SIP/2.0 " + given).start();
        SippRun caller = caller(lab, "caller_is_refused").run();
        callee.finish();

        Message refusal = caller.response(told);
        assertThat(refusal.header("Reason")).startsWith("SIP;cause=" + given.substring(0, 3));
        assertThat(refusal.lines("WWW-Authenticate")).isEmpty();
        assertThat(refusal.lines("Proxy-Authenticate")).isEmpty();
    }

    @Test
    @DisplayName("I6: when the first destination is out of order, the next is tried (D11)")
    void theNextDestinationIsTried(Lab lab) {
        SippRun broken = callee(lab, "callee_refuses", "carrier")
                .key("refusal", "SIP/2.0 503 Service Unavailable")
                .start();
        SippRun reserve = callee(lab, "callee_answers", "reserve").start();
        SippRun caller = caller(lab, "caller_talks").dials("73100").run();

        broken.finish();
        reserve.finish();
        assertThat(responses(caller, 503, "INVITE")).isEmpty();
    }

    @Test
    @DisplayName("I7: a callee that rings too long is cancelled, and the caller gets 480")
    void ringingHasAnEnd(Exchange exchange, Lab lab) {
        lab.closeLater(exchange.configure("org.strowger.engine.cfg", "ring = 2\n"));
        SippRun callee = callee(lab, "callee_rings_for_ever").start();
        SippRun caller = caller(lab, "caller_is_refused").run();
        callee.finish();

        Packet ringing = responses(caller, 180, "INVITE").get(0);
        Packet refused = responses(caller, 480, "INVITE").get(0);
        assertThat(Duration.between(ringing.time(), refused.time()))
                .isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
        assertThat(requests(callee, "CANCEL")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName(
            "I7: a caller may say itself how long it wants to wait; then it gets 487, and the callee CANCEL (13.3.1)")
    void anInvitationExpires(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_rings_for_ever").start();
        RawPhone phone = lab.udpPhone("127.0.1.4", exchange.udp());
        Request invite = Request.invite(phone, "1000", Calls.TO_CALLEE)
                .sdp(Sdp.audio(phone.local().host(), 49_180))
                .header("Expires", "2");
        assertThat(Phones.refusal(phone, invite).status()).isEqualTo(487);
        callee.finish();

        Packet arrived = requests(callee, "INVITE").get(0);
        assertThat(Duration.between(
                        arrived.time(), requests(callee, "CANCEL").get(0).time()))
                .isBetween(Duration.ofMillis(1500), Duration.ofMillis(3500));
        exchange.audit();
    }

    @Test
    @DisplayName("I9: what we cannot do we do not offer, and who demands it is told (RFC 3262, D25)")
    void reliableProvisionalAnswersAreNeitherOfferedNorAccepted(Lab lab) {
        SippRun caller = caller(lab, "caller_requires_100rel").run();
        assertThat(caller.response(420).header("Unsupported")).isEqualTo("100rel");

        SippRun callee = callee(lab, "callee_answers").start();
        caller(lab, "caller_talks").run();
        Message invite = callee.finish().request("INVITE");
        assertThat(invite.values("Supported")).doesNotContain("100rel");
        assertThat(invite.lines("Require")).isEmpty();
        assertThat(invite.values("Allow")).doesNotContain("PRACK");
    }

    @Test
    @DisplayName("I10: of two phones that answer one INVITE the second is acknowledged and ended (13.2.2.4)")
    void aSecondAnswerIsEnded(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_forks").option("-nr").start();
        SippRun caller = caller(lab, "caller_talks").option("-d", "500").run();
        callee.finish();

        List<Packet> acks = requests(callee, "ACK");
        List<Packet> byes = requests(callee, "BYE");
        assertThat(acks).hasSize(2);
        assertThat(byes).hasSize(2);
        // the second is gone at once, the first when the caller hangs up
        assertThat(tag(byes.get(0).message(), "To")).isEqualTo(tag(acks.get(1).message(), "To"));
        assertThat(tag(byes.get(1).message(), "To")).isEqualTo(tag(acks.get(0).message(), "To"));
        assertThat(responses(caller, 200, "INVITE")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("I10: so is one that answers after another has refused")
    void anAnswerAfterARefusalIsEnded(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_refuses_and_answers").option("-nr").start();
        SippRun caller = caller(lab, "caller_is_refused").run();
        callee.finish();

        List<Packet> acks = requests(callee, "ACK");
        assertThat(acks).hasSize(2);
        assertThat(branch(acks.get(0).message())).isEqualTo(branch(callee.request("INVITE")));
        assertThat(branch(acks.get(1).message())).isNotEqualTo(branch(callee.request("INVITE")));
        assertThat(tag(callee.request("BYE"), "To")).isEqualTo(tag(acks.get(1).message(), "To"));
        assertThat(responses(caller, 486, "INVITE")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("I12: a call without an offer takes the callee's, and brings the answer in the ACK (13.2.1)")
    void theOfferMayComeLate(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_offers").start();
        SippRun caller = caller(lab, "caller_offers_late").run();
        callee.finish();

        assertThat(callee.request("INVITE").header("Content-Length")).isEqualTo("0");
        assertThat(caller.response(200).body()).contains("m=audio");
        assertThat(callee.request("ACK").body()).contains("m=audio");
        Packet callersAck = caller.packets().stream()
                .filter(packet -> packet.sent() && packet.is("ACK"))
                .findFirst()
                .orElseThrow();
        assertThat(requests(callee, "ACK").get(0).time()).isAfter(callersAck.time());
        assertThat(requests(callee, "INVITE")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("I12: an answer that holds no description stands by the one that came before it (13.2.1)")
    void theFirstDescriptionIsTheAnswer(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers_in_few_words")
                .option("-d", RINGS_FOR)
                .start();
        SippRun caller = caller(lab, "caller_talks").run();
        callee.finish();

        assertThat(caller.response(200).body()).contains("m=audio");
        assertThat(Calls.port(caller.response(200))).isEqualTo(Calls.port(caller.response(183)));
        exchange.audit();
    }

    @Test
    @DisplayName("I18: Record-Route becomes the route, reversed, and the first Route the next hop (12.1.2, 12.2.1.1)")
    void requestsTakeTheRecordedRoute(Lab lab) {
        SippRun callee = callee(lab, "callee_behind_proxies").start();
        caller(lab, "caller_talks").run();
        callee.finish();

        // that they came at all shows the hop: the Contact is where nobody is
        for (String method : List.of("ACK", "BYE")) {
            Message request = callee.request(method);
            assertThat(request.uri()).isEqualTo("sip:bob@192.0.2.8:5998");
            assertThat(request.values("Route"))
                    .containsExactly("<sip:" + callee.local() + ";lr;near=yes>", "<sip:192.0.2.7:5999;lr>");
        }
    }

    @Test
    @DisplayName("I19: an answer bears every Via of its request in order, and goes where the first says (18.2.2)")
    void anAnswerGoesBackTheWayTheRequestCame(Lab lab) {
        SippRun callee = callee(lab, "callee_answers").option("-d", RINGS_FOR).start();
        SippRun caller = caller(lab, "caller_behind_proxies").run();
        callee.finish();

        List<String> sent = caller.packets().get(0).message().values("Via");
        assertThat(sent).hasSize(3);
        for (int status : List.of(100, 180, 200)) {
            List<String> vias = caller.response(status).values("Via");
            assertThat(vias).hasSize(3);
            assertThat(vias.get(0)).contains(sent.get(0).substring(sent.get(0).indexOf("branch=")));
            assertThat(vias.subList(1, 3)).isEqualTo(sent.subList(1, 3));
        }
        assertThat(callee.request("INVITE").values("Via")).hasSize(1);
    }

    @Test
    @DisplayName("I20: an INVITE that comes twice makes one call; one that comes by another way gets 482 (8.2.2.2)")
    void theSameInviteMakesOneCall(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").option("-d", "1000").start();
        SippRun caller = caller(lab, "caller_repeats_invite").option("-nr").run();
        callee.finish();

        assertThat(requests(callee, "INVITE")).hasSize(1);
        assertThat(responses(caller, 482, "INVITE")).hasSize(1);
        assertThat(branch(caller.response(482))).contains("elsewhere");
        exchange.audit();
    }
}
