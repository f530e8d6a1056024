// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call and what becomes of calls that nobody takes: RFC 3261 sections 8.2, 12.2.2, 21.4 and 22. */
@Wire
final class CallerIT {
    @Test
    @DisplayName("T8: a trunk's peer is known by its address and calls without a challenge")
    void aPeerIsKnownByItsAddress(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        SippRun phone = Phones.answering(lab, account, 1);

        SippRun peer = Phones.trunkCall(lab, account.number()).run();

        assertThat(peer.received()).noneMatch(message -> message.status() == 401);
        assertThat(phone.finish().request("INVITE").header("From")).contains("004930555");
    }

    @ParameterizedTest(name = "T8: not so a call from {0}")
    @ValueSource(strings = {"127.0.0.1", "127.0.0.99", "127.0.0.12"})
    void anotherAddressOrPortIsAStranger(String host, Exchange exchange, Lab lab) {
        RawPhone stranger = lab.udpPhone(host, exchange.udp());

        Message refusal = Phones.refusal(
                stranger, Phones.trunkInvite(stranger, exchange.account().number()));

        assertThat(refusal.status()).isIn(401, 403);
    }

    @Test
    @DisplayName("E4: a stranger's call is challenged, and so is one that names an account without its password")
    void aStrangersCallIsChallenged(Exchange exchange, Lab lab) {
        RawPhone stranger = lab.udpPhone();
        Account account = exchange.account();

        Message refusal = Phones.refusal(stranger, Request.invite(stranger, account.number(), "3100"));

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.lines("WWW-Authenticate")).isNotEmpty();
        Request wrong = Request.invite(stranger, account.number(), "3100")
                .answering(refusal, new Account(account.number(), "wrong"));
        assertThat(Phones.refusal(stranger, wrong).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("D13: an account calls as itself and as nobody else")
    void anAccountCallsAsNobodyElse(Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        Account account = exchange.account();
        Request invite = Request.invite(phone, exchange.account().number(), "3100");
        Message challenge = Phones.refusal(phone, invite);

        assertThat(Phones.refusal(phone, invite.answering(challenge, account)).status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("E3: an account that calls itself is busy")
    void anAccountThatCallsItselfIsBusy(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        Phones.bind(phone, account, "sip:me@" + phone.local());
        Request invite = Request.invite(phone, account.number(), account.number());
        Message challenge = Phones.refusal(phone, invite);

        assertThat(Phones.refusal(phone, invite.answering(challenge, account)).status())
                .isEqualTo(486);
    }

    @Test
    @DisplayName("E5: 404 for a number that nobody has, 480 for an account without a phone")
    void aNumberIsUnknownOrItsPhoneIsAway(Exchange exchange, Lab lab) {
        assertThat(Phones.refusalOfTrunkCall(lab, "3098765").status()).isEqualTo(404);
        assertThat(Phones.refusalOfTrunkCall(lab, exchange.account().number()).status())
                .isEqualTo(480);

        RawPhone phone = lab.udpPhone();
        Account account = exchange.account();
        for (var expected : java.util.Map.of("3098765", 404, exchange.account().number(), 480)
                .entrySet()) {
            Request invite = Request.invite(phone, account.number(), expected.getKey());
            Message challenge = Phones.refusal(phone, invite);
            assertThat(Phones.refusal(phone, invite.answering(challenge, account))
                            .status())
                    .isEqualTo(expected.getValue());
        }
    }

    @ParameterizedTest(name = "E6: {0} in a dialog that does not exist is answered 481")
    @ValueSource(strings = {"BYE", "INVITE", "UPDATE", "INFO", "OPTIONS", "REFER", "NOTIFY"})
    void aStrayRequestIsAnswered481(String method, Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        Request stray = Request.of(method, "sip:3100@" + phone.remote())
                .to("<sip:3100@127.0.0.1>;tag=" + Request.random())
                .header("Contact", "<sip:me@" + phone.local() + ">")
                .header("Event", "dialog")
                .header("Subscription-State", "active")
                .header("Refer-To", "<sip:3101@" + phone.remote() + ">");

        Message answer = phone.ask(stray);

        assertThat(answer.status()).isEqualTo(481);
        if (method.equals("INVITE")) {
            phone.send(stray.ack(phone, answer));
        }
    }

    @Test
    @DisplayName(
            "E6: a stray ACK is answered by silence, a stray CANCEL 481, a BYE outside of a dialog 481, OPTIONS 200")
    void strayRequestsOutsideOfADialogAreAnsweredToo(Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        String uri = "sip:3100@" + phone.remote();
        phone.send(Request.of("ACK", uri)
                .to("<sip:3100@127.0.0.1>;tag=" + Request.random())
                .text(phone));
        phone.send(Request.of("ACK", uri).text(phone));
        assertThat(phone.ask(Request.of("CANCEL", uri)).status()).isEqualTo(481);
        assertThat(phone.ask(Request.of("BYE", uri)).status()).isEqualTo(481);

        Message options = phone.ask(Request.of("OPTIONS", "sip:" + phone.remote()));
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.values("Allow")).contains("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS");
        // the ACKs were first: an answer to them would have been here before the others
        assertThat(phone.receive(Duration.ofMillis(200))).isEmpty();
    }

    @Test
    @DisplayName("D42: an unknown method is answered 405 with Allow, an extension that we do not have 420")
    void whatWeDoNotDoIsNamed(Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        Message unknown = phone.ask(Request.of("FETCH", "sip:3100@" + phone.remote()));
        assertThat(unknown.status()).isEqualTo(405);
        assertThat(unknown.values("Allow")).contains("INVITE");

        RawPhone trunk = lab.trunkPhone("branch");
        Message required = Phones.refusal(
                trunk, Phones.trunkInvite(trunk, exchange.account().number()).header("Require", "100rel, telepathy"));
        assertThat(required.status()).isEqualTo(420);
        assertThat(required.values("Unsupported")).contains("telepathy");
    }

    @Test
    @DisplayName("N8: a request that lacks a header which its method needs is answered 400")
    void aRequestThatLacksAHeaderIsBad(Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        Request notify = Request.of("NOTIFY", "sip:3100@" + phone.remote()).header("Event", "presence");

        assertThat(phone.ask(notify).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("N7: all that we send by UDP comes from the one port that we listen on")
    void allUdpIsSentFromTheListeningPort(Exchange exchange, Lab lab) {
        Peer caller = exchange.trunk("branch");
        Peer callee = exchange.trunk("carrier");
        SippRun phone = lab.sipp("answer_until_bye").at(callee).start();
        Capture capture = lab.capture("udp and (port " + caller.port() + " or port " + callee.port() + ")");

        Phones.trunkCall(lab, "7100").run();
        phone.finish();

        List<Packet> packets = capture.stop();
        assertThat(packets)
                .anyMatch(packet -> packet.is("INVITE") && packet.to().equals(callee));
        assertThat(packets).anyMatch(packet -> packet.is("BYE") && packet.to().equals(callee));
        assertThat(packets).allSatisfy(packet -> assertThat(List.of(packet.from(), packet.to()))
                .contains(exchange.udp()));
    }
}
