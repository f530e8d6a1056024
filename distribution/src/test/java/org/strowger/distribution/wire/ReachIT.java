// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a registered phone is reached. */
@Wire
final class ReachIT {
    @Test
    @DisplayName("R9: a phone behind a NAT is told its address, and called where its packets come from")
    void aPhoneBehindANatIsCalledWhereItsPacketsComeFrom(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        Peer inside = new Peer("10.0.0.1", 5062);
        Request register = Request.register(phone, account.number()).via(inside).contact("sip:me@" + inside, "");

        Message bound = Phones.authenticated(phone, account, register);

        assertThat(bound.status()).isEqualTo(200);
        assertThat(bound.parameter("Via", "received")).hasValue("127.0.0.1");
        assertThat(bound.parameter("Via", "rport")).hasValue("" + phone.local().port());
        assertThat(bound.header("Via")).contains(inside.toString());

        RawPhone trunk = lab.trunkPhone("branch");
        Request invite = Phones.trunkInvite(trunk, account.number());
        trunk.send(invite.text(trunk));
        Message invited = phone.awaitRequest("INVITE");
        assertThat(invited.uri()).isEqualTo("sip:me@" + inside);
        endBusy(phone, invited, trunk, invite);
    }

    /** The phone is busy; the caller hears it. */
    private static void endBusy(RawPhone phone, Message invited, RawPhone caller, Request invite) {
        phone.send(invited.reply(486, "Busy Here"));
        phone.awaitRequest("ACK");
        Message refusal = caller.answerTo(invite);
        caller.send(invite.ack(caller, refusal));
        assertThat(refusal.status()).isEqualTo(486);
    }

    @Test
    @DisplayName("R10: the Request-URI is the contact to the letter, whatever parameters it has")
    void theRequestUriIsTheContactToTheLetter(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        SippRun phone = lab.sipp("answer_until_bye").start();
        String contact = "sip:" + account.number() + "@" + phone.local() + ";ob;rinstance=7fA%41x;x-Mixed=Yes";

        Phones.bind(lab.udpPhone(), account, contact);
        Phones.trunkCall(lab, account.number()).run();

        assertThat(phone.finish().request("INVITE").uri()).isEqualTo(contact);
    }

    @Test
    @DisplayName(
            "R10: a contact that cannot stand in a request is refused, or the call to it is, and other calls go on")
    void aContactThatCannotStandInARequestHarmsNobody(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        ExchangeLog.Mark mark = exchange.log().mark();
        // a quoted string is no parameter value of a URI (RFC 3261 section 25.1)
        String contact = "<sip:me@" + phone.local() + ";rinstance=\"a b\">";

        if (Phones.register(phone, account, contact).status() == 200) {
            assertThat(Phones.refusalOfTrunkCall(lab, account.number()).status())
                    .isBetween(400, 599);
        }

        assertThat(mark.since()).doesNotContain(" ERROR ");
    }

    @Test
    @DisplayName("R13: a phone on TCP behind a proxy is called over its connection, with the proxy in Route")
    void aPhoneOnTcpIsCalledOverItsConnection(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.tcpPhone();
        String contact = "sip:me@10.1.2.3:5060;transport=tcp;ob";
        String path = "<sip:edge@10.9.8.7:5070;transport=tcp;lr;ob>";

        Message bound =
                Phones.register(phone, account, "<" + contact + ">", "Supported: path, outbound", "Path: " + path);
        assertThat(bound.status()).as("%s", bound).isEqualTo(200);
        assertThat(bound.values("Path")).containsExactly(path);

        RawPhone trunk = lab.trunkPhone("branch");
        Request invite = Phones.trunkInvite(trunk, account.number());
        trunk.send(invite.text(trunk));
        Message invited = phone.awaitRequest("INVITE");
        assertThat(invited.uri()).isEqualTo(contact);
        assertThat(invited.values("Route")).containsExactly(path);
        assertThat(invited.header("Via")).startsWith("SIP/2.0/TCP");
        endBusy(phone, invited, trunk, invite);
    }

    @Test
    @DisplayName("R13: a Path that the phone does not know of is refused")
    void aPathThatThePhoneDoesNotKnowOfIsRefused(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();

        Message answer =
                Phones.register(phone, account, "<sip:me@" + phone.local() + ">", "Path: <sip:edge@10.9.8.7;lr>");

        assertThat(answer.status()).isEqualTo(420);
        assertThat(answer.header("Unsupported")).isEqualTo("path");
    }

    @Test
    @DisplayName(
            "R7, X13: every phone of an account rings, the first to answer wins, the other is told that it was answered elsewhere")
    void everyPhoneRingsAndTheFirstToAnswerWins(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone desk = lab.udpPhone();
        RawPhone hall = lab.udpPhone();
        Phones.bind(desk, account, "sip:desk@" + desk.local());
        Phones.bind(hall, account, "sip:hall@" + hall.local());

        SippRun caller = Phones.trunkCall(lab, account.number()).start();
        Message atDesk = desk.awaitRequest("INVITE");
        Message atHall = hall.awaitRequest("INVITE");
        desk.send(atDesk.reply(180, "Ringing"));
        hall.send(atHall.reply(180, "Ringing"));
        caller.awaitReceived("180", Duration.ofSeconds(10), message -> message.status() == 180);
        hall.send(atHall.accept(hall.local()));

        Message cancel = desk.awaitRequest("CANCEL");
        assertThat(cancel.values("Reason"))
                .anySatisfy(reason -> assertThat(reason.replace(" ", "")).startsWith("SIP;cause=200"));
        desk.send(cancel.reply(200, "OK"));
        desk.send(atDesk.reply(487, "Request Terminated"));
        desk.awaitRequest("ACK");

        hall.awaitRequest("ACK");
        hall.send(hall.awaitRequest("BYE").reply(200, "OK"));
        caller.finish();
    }

    @Test
    @DisplayName("bindings survive a restart of the process; nonces do not")
    void bindingsSurviveARestart(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        SippRun phone =
                lab.sipp("answer_until_bye").within(Duration.ofMinutes(3)).start();
        RawPhone registering = lab.udpPhone();
        String contact = "sip:" + account.number() + "@" + phone.local();
        Request request = Request.register(registering, account.number()).contact(contact, "");
        Digest digest = Digest.of(registering.ask(request), "MD5");
        assertThat(registering.ask(request.answering(digest, account, 1)).status())
                .isEqualTo(200);
        long before = exchange.pid();

        exchange.restart();

        assertThat(exchange.pid()).isNotEqualTo(before);
        Phones.trunkCall(lab, account.number()).run();
        assertThat(phone.finish().request("INVITE").uri()).isEqualTo(contact);

        Message stale = registering.ask(request.next().answering(digest, account, 2));
        assertThat(stale.status()).isEqualTo(401);
        assertThat(Digest.of(stale, "MD5").stale()).isTrue();
    }

    @Test
    @DisplayName("IPv6: a phone registers, is called and calls, also across to one of IPv4")
    void phonesOfBothFamiliesCallEachOther(Exchange exchange, Lab lab) {
        Account six = exchange.account();
        Account four = exchange.account();
        SippRun phoneSix =
                lab.sipp("answer_until_bye").at("::1", 0).to(exchange.v6()).start();
        RawPhone registering = lab.udpPhone("::1", exchange.v6());
        Phones.bind(registering, six, "sip:six@" + phoneSix.local());
        SippRun phoneFour = Phones.answering(lab, four, 1);

        callFromSix(lab, six, four.number());
        assertThat(phoneFour.finish().request("INVITE").body()).contains("IP4 127.0.0.1");

        callFromSix(lab, four, six.number());
        assertThat(phoneSix.finish().request("INVITE").body()).contains("IP6 ::1");
    }

    private static void callFromSix(Lab lab, Account caller, String number) {
        lab.sipp("call_challenged_then_ended")
                .at("::1", 0)
                .to(lab.exchange().v6())
                .as(caller)
                .dials(number)
                .run();
    }
}
