// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Outside lines: registered at a provider, called from there, called out by. RFC 3261 sections 10.2, 13 and 22. */
@Wire
final class LineIT {
    private static final Duration WHILE = Duration.ofSeconds(3);

    // ---- registering

    @Test
    @DisplayName("T1, T2: a line answers the registrar's challenge, and is refreshed by what was granted")
    void aLineRegistersAndRefreshes(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        Provider provider = Provider.with(lab, account);
        provider.close();
        SippRun registrar = lab.sipp("registrar_challenges_then_accepts")
                .at(provider.local())
                .key("granted", "60")
                .within(Duration.ofSeconds(90))
                .start();
        try (Exchange.Change line = provider.line()) {
            registrar.finish();
        }
        List<Packet> registers = registrar.packets().stream()
                .filter(packet -> packet.is("REGISTER"))
                .toList();
        Message first = registers.get(0).message();
        Message second = registers.get(1).message();
        Message third = registers.get(registers.size() - 1).message();
        assertThat(first.uri()).isEqualTo("sip:provider.example");
        assertThat(first.lines("Authorization")).isEmpty();
        assertThat(second.parameter("Authorization", "nc")).contains("00000001");
        assertThat(second.parameter("Authorization", "opaque")).contains("o=1");
        assertThat(Digest.verifies(second, "Authorization", account, "MD5")).isTrue();
        assertThat(second.header("From")).isEqualTo(first.header("From"));
        assertThat(second.header("CSeq")).isEqualTo(cseq(first, 1));
        Duration later = Duration.between(
                registers.get(1).time(), registers.get(registers.size() - 1).time());
        assertThat(later.toSeconds()).isBetween(30L, 55L);
        assertThat(third.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        assertThat(third.header("CSeq")).isEqualTo(cseq(second, 1));
        assertThat(third.header("Contact")).isEqualTo(first.header("Contact"));
    }

    private static String cseq(Message register, int more) {
        int number = Integer.parseInt(register.header("CSeq").replaceAll("\\D+", ""));
        return (number + more) + " REGISTER";
    }

    @Test
    @DisplayName("T3: an expiry that is too brief is raised to what the registrar wants")
    void anExpiryThatIsTooBriefIsRaised(Exchange exchange, Lab lab) {
        Provider provider = Provider.with(lab, exchange.account());
        try (Exchange.Change line = provider.line("expires = 60")) {
            Message brief = provider.register();
            assertThat(brief.header("Expires")).isEqualTo("60");
            provider.answer(brief, 423, "Min-Expires: 300");
            Message raised = provider.register();
            assertThat(raised.header("Expires")).isEqualTo("300");
            provider.accept(raised, 300);
            provider.await("it is registered", () -> provider.field("state").equals("registered"));
        }
    }

    @Test
    @DisplayName(
            "T4: a registrar that was silent is registered at when it is back; one that names a time is left alone")
    void aLineNeverGivesUp(Exchange exchange, Lab lab) {
        Provider provider = Provider.with(lab, exchange.account());
        try (Exchange.Change line = provider.line()) {
            Message first = provider.register();
            Message second = provider.register(Duration.ofSeconds(50))
                    .orElseThrow(() -> new AssertionError("it gave up: " + provider.field("why")));
            assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
            assertThat(provider.field("failure")).isEqualTo("no answer");
            provider.answer(second, 503, "Retry-After: 6 (busy)");
            Instant refused = Instant.now();
            provider.await("it is told", () -> provider.field("failure").equals("server error"));
            Message third = provider.register();
            assertThat(Duration.between(refused, Instant.now()).toMillis()).isBetween(5_800L, 9_000L);
            provider.accept(third, 600);
            provider.await("it is registered", () -> provider.field("state").equals("registered"));
        }
    }

    @Test
    @DisplayName("T5: rejected credentials raise an alarm and are not tried again in a hurry; a new password is")
    void rejectedCredentialsRaiseAnAlarm(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        Provider provider = Provider.with(lab, account);
        ExchangeLog.Mark mark = exchange.log().mark();
        try (Exchange.Change line = provider.line()) {
            provider.challenge(provider.register());
            provider.challenge(provider.register());
            mark.await(Provider.LINE + ": ALARM: " + account.number(), Duration.ofSeconds(10));
            assertThat(provider.field("alarm")).isEqualTo("true");
            assertThat(provider.field("failure")).isEqualTo("credentials rejected");
            assertThat(provider.register(Duration.ofSeconds(20))).as("a hurry").isEmpty();
            try (Exchange.Change mended =
                    exchange.configure(Provider.FILE, provider.file().replace(account.password(), "mended"))) {
                provider.challenge(provider.register());
                Message answer = provider.register();
                assertThat(Digest.verifies(answer, "Authorization", new Account(account.number(), "mended"), "MD5"))
                        .isTrue();
                provider.accept(answer, 600);
                provider.await("it is registered", () -> provider.field("state").equals("registered"));
                assertThat(provider.field("alarm")).isEqualTo("false");
            }
        }
    }

    @Test
    @DisplayName(
            "T6: a line is unregistered when its file goes and when its bundle is stopped, and not when it is replaced")
    void aLineIsUnregisteredWhenItsPurposeEnds(Exchange exchange, Lab lab) {
        Provider provider = Provider.with(lab, exchange.account());
        try (Exchange.Change line = provider.line()) {
            Message before = provider.registers(3600);
            exchange.console("bundle:update org.strowger.sipchannel");
            provider.await("the line is back", () -> provider.field("state").equals("registered"));
            assertThat(provider.register(WHILE)).as("a word of the replacement").isEmpty();

            exchange.console("bundle:stop org.strowger.sipchannel");
            Message farewell = provider.register();
            assertThat(farewell.header("Expires")).isEqualTo("0");
            assertThat(farewell.header("Contact")).isEqualTo(before.header("Contact"));
            assertThat(farewell.header("Call-ID")).isEqualTo(before.header("Call-ID"));
            provider.accept(farewell, 0);

            exchange.console("bundle:start org.strowger.sipchannel");
            provider.registers(3600);
        }
        Message last = provider.register();
        assertThat(last.header("Expires")).isEqualTo("0");
    }

    @Test
    @DisplayName("T6: a line is unregistered when the exchange stops, and registered again when it starts")
    void aLineGoesAndComesWithTheExchange(Exchange exchange, Lab lab) {
        Provider provider = Provider.with(lab, exchange.account());
        try (Exchange.Change line = provider.line()) {
            provider.registers(3600);
            CompletableFuture<Void> restarted = CompletableFuture.runAsync(exchange::restart);
            Message farewell = provider.register();
            assertThat(farewell.header("Expires")).isEqualTo("0");
            provider.accept(farewell, 0);
            Message again = provider.register(Duration.ofSeconds(90))
                    .orElseThrow(() -> new AssertionError("it did not come back"));
            assertThat(again.header("Expires")).isEqualTo("3600");
            provider.accept(again, 3600);
            restarted.join();
            provider.await(
                    "the line is registered", () -> provider.field("state").equals("registered"));
        }
    }

    @Test
    @DisplayName("a new caller identity, number or description sends no REGISTER, and holds for the next call")
    void whatTheRegistrarDoesNotSeeSendsNothing(Exchange exchange, Lab lab) {
        Provider provider = Provider.with(lab, exchange.account());
        try (Exchange.Change line = provider.line()) {
            provider.registers(3600);
            try (Exchange.Change changed = provider.line("number = 4930999", "description = head office")) {
                provider.await("it is told", () -> provider.field("description").equals("head office"));
                assertThat(provider.register(WHILE)).isEmpty();
                provider.close();
                SippRun callee =
                        lab.sipp("answer_until_bye").at(provider.local()).start();
                Phones.trunkCall(lab, "8100").run();
                assertThat(callee.finish().request("INVITE").header("From")).contains("sip:4930999@provider.example");
            }
        }
    }

    // ---- calls out

    @Test
    @DisplayName(
            "T7: a challenged INVITE goes again with credentials: CSeq one higher, same Call-ID and From tag; so does a BYE")
    void aChallengedCallGoesAgainWithCredentials(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        Provider provider = Provider.with(lab, account);
        try (Exchange.Change line = provider.line()) {
            provider.registers(3600);
            provider.close();
            SippRun callee = lab.sipp("callee_challenges").at(provider.local()).start();
            SippRun caller = Phones.trunkCall(lab, "8100").run();
            callee.finish();
            assertThat(caller.received()).noneMatch(message -> message.status() == 407);
            List<Message> invites = callee.received().stream()
                    .filter(message -> !message.isResponse() && message.method().equals("INVITE"))
                    .toList();
            Message first = invites.get(0);
            Message second = invites.get(invites.size() - 1);
            assertThat(first.header("CSeq")).isEqualTo("1 INVITE");
            assertThat(second.header("CSeq")).isEqualTo("2 INVITE");
            assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
            assertThat(second.header("From")).isEqualTo(first.header("From"));
            assertThat(Digest.verifies(second, "Proxy-Authorization", account, "SHA-256"))
                    .isTrue();
            Message ack = callee.received().stream()
                    .filter(message -> message.lines("CSeq").contains("2 ACK"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ack.header("Proxy-Authorization")).isEqualTo(second.header("Proxy-Authorization"));
            List<Packet> byes = Calls.requests(callee, "BYE");
            Message lastBye = byes.get(byes.size() - 1).message();
            assertThat(lastBye.header("CSeq")).isEqualTo("4 BYE");
            assertThat(Digest.verifies(lastBye, "Proxy-Authorization", account, "SHA-256"))
                    .isTrue();
        }
        exchange.audit();
    }

    @Test
    @DisplayName("T9: by a line From and Contact are the line's, by a trunk From is the caller's; the rest by policy")
    void aLineHidesItsCallerAndATrunkDoesNot(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        Provider provider = Provider.with(lab, account);
        try (Exchange.Change line = provider.line("display.name = Acme")) {
            provider.registers(3600);
            provider.close();
            Message byLine = called(lab, provider.local(), "8100");
            assertThat(byLine.header("From")).startsWith("\"Acme\" <sip:" + account.number() + "@provider.example>");
            assertThat(byLine.header("Contact")).isEqualTo("<sip:" + account.number() + "@" + exchange.udp() + ">");
            assertThat(byLine.uri()).isEqualTo("sip:8100@provider.example");
            assertThat(byLine.toString()).as("the caller's number").doesNotContain("004930555");
            Message byTrunk = called(lab, exchange.trunk("carrier"), "7100");
            assertThat(byTrunk.header("From")).contains("sip:004930555@");
            try (Exchange.Change asserted = provider.line("caller.identity = p-asserted-identity")) {
                provider.await("the role is changed", () -> !exchange.console("pbx:roles")
                        .isEmpty());
                Message told = called(lab, provider.local(), "8100");
                assertThat(told.header("From")).contains("<sip:" + account.number() + "@provider.example>");
                assertThat(told.header("P-Asserted-Identity")).contains("<sip:004930555@provider.example>");
            }
        }
    }

    private static Message called(Lab lab, Peer callee, String number) {
        SippRun phone = lab.sipp("answer_until_bye").at(callee).start();
        Phones.trunkCall(lab, number).run();
        return phone.finish().request("INVITE");
    }

    @Test
    @DisplayName("a line that is not registered: 503 with Retry-After, or the route's next destination")
    void aLineThatIsNotRegisteredTakesNoCall(Exchange exchange, Lab lab) {
        Provider provider = Provider.with(lab, exchange.account());
        try (Exchange.Change line = provider.line()) {
            provider.answer(provider.register(), 503, "Retry-After: 600");
            provider.await("it waits", () -> provider.field("state").equals("waiting"));
            Message refusal = Phones.refusalOfTrunkCall(lab, "8100");
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(500, 700);
            called(lab, exchange.trunk("reserve"), "8200");
        }
    }

    // ---- calls in

    @Test
    @DisplayName(
            "a call from the provider to the line's Contact is the line's, unchallenged; one from elsewhere is not")
    void callsComeInFromTheProvider(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        SippRun phone = Phones.answering(lab, account, 1);
        Provider provider = Provider.with(lab, account);
        try (Exchange.Change line = provider.line()) {
            String contact = provider.registers(3600).header("Contact").replaceAll("^<|>.*$", "");
            assertThat(contact).contains(";line=");
            RawPhone stranger = lab.udpPhone("127.0.0.99", exchange.udp());
            assertThat(Phones.refusal(stranger, invite(stranger, contact)).status())
                    .isEqualTo(401);
            RawPhone socket = provider.socket();
            String another = contact.replaceFirst(";line=.*", ";line=0123456789");
            assertThat(Phones.refusal(socket, invite(socket, another)).status()).isEqualTo(401);
            Request invite = invite(socket, contact);
            Message answer = socket.ask(invite);
            assertThat(answer.status()).isEqualTo(200);
            socket.send(invite.ackOfAnswer(socket, answer));
            assertThat(socket.ask(Request.of("BYE", "sip:x@invalid")
                                    .within(invite, answer)
                                    .cseq(2))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(phone.finish().request("INVITE").header("From")).contains("sip:0301234@");
        exchange.audit();
    }

    private static Request invite(RawPhone phone, String uri) {
        return Request.of("INVITE", uri)
                .from("<sip:0301234@provider.example>;tag=" + Request.random())
                .header("Contact", "<sip:0301234@" + phone.local() + ">")
                .sdp(Sdp.audio(phone.local().host(), 49_180));
    }
}
