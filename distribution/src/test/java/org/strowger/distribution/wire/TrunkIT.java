// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What trunks do besides knowing an address: groups, limits, numbers, passwords. */
@Wire
final class TrunkIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    private static Exchange.Change trunk(Exchange exchange, String name, Peer peer, String... lines) {
        Exchange.Change change = exchange.configure(
                "org.strowger.trunk-" + name + ".cfg",
                "host = " + peer.host() + "\nport = " + peer.port() + "\n" + String.join("\n", lines) + "\n");
        Await.until(
                () -> "trunk-" + name + " is here: " + exchange.json("pbx:trunks"),
                SOON,
                () -> exchange.json("pbx:trunks").toString().contains("trunk-" + name));
        return change;
    }

    private static Server server(Lab lab, int host) {
        return Server.start(lab, new Peer("127.0.0." + host, FreePorts.next()));
    }

    private static String field(Exchange exchange, String trunk, String name) {
        return exchange.json("pbx:trunks").asList().stream()
                .map(row -> row.getAsJsonObject())
                .filter(row -> row.get("trunk").getAsString().equals(trunk))
                .map(row -> row.get(name).isJsonNull() ? "" : row.get(name).getAsString())
                .findFirst()
                .orElse("");
    }

    private static int call(RawPhone caller, String number) {
        return Phones.refusal(caller, Phones.trunkInvite(caller, number)).status();
    }

    @Test
    @DisplayName(
            "a group calls by the trunk of the first priority, by the next where that is out of order, and no further")
    void aGroupOfTrunks(Exchange exchange, Lab lab) {
        Server first = server(lab, 44);
        Server second = server(lab, 45);
        RawPhone caller = lab.trunkPhone("branch");
        try (Exchange.Change one = trunk(exchange, "one", first.local(), "group = carriers", "group.priority = 1");
                Exchange.Change two = trunk(
                        exchange,
                        "two",
                        second.local(),
                        "group = carriers",
                        "group.priority = 2",
                        "called.strip = 84",
                        "called.add = 0049")) {
            assertThat(call(caller, "8400")).isEqualTo(486);
            assertThat(second.heard("INVITE")).isZero();
            first.answering(503);
            assertThat(call(caller, "8400")).isEqualTo(486);
            assertThat(second.heard("INVITE")).isEqualTo(1);
            assertThat(second.called()).isEqualTo("sip:004900@" + second.local());
            second.answering(603);
            assertThat(call(caller, "8400")).isEqualTo(603);
            second.answering(500);
            assertThat(call(caller, "8400")).as("where all are out of order").isEqualTo(500);
        }
        exchange.audit();
    }

    @Test
    @DisplayName("H7: a number with its plus and a name in quotes, in any language, arrive as they were")
    void aCallerArrivesAsItWas(Exchange exchange, Lab lab) {
        Server carrier = server(lab, 44);
        RawPhone caller = lab.trunkPhone("branch");
        try (Exchange.Change trunk = trunk(exchange, "named", carrier.local(), "domain = pbx.example")) {
            for (String name : new String[] {"\"Zo\u00eb \\\"Z\\\" Lee\" ", "\"\u738b\u5c0f\u660e\" ", ""}) {
                Request invite = Phones.trunkInvite(caller, "8300")
                        .from(name + "<sip:+8613800138000@" + caller.local().host() + ">;tag=" + Request.random());
                assertThat(Phones.refusal(caller, invite).status()).isEqualTo(486);
                assertThat(carrier.from()).startsWith(name + "<sip:+8613800138000@pbx.example>;tag=");
            }
        }
        exchange.audit();
    }

    @Test
    @DisplayName(
            "a trunk carries so many calls at a time: one more goes by the next of its group, and shows in pbx:trunks")
    void aTrunkThatIsFullIsPassedOver(Exchange exchange, Lab lab) {
        Server first = server(lab, 44).answering(200);
        Server second = server(lab, 45);
        RawPhone caller = lab.trunkPhone("branch");
        try (Exchange.Change one = trunk(exchange, "one", first.local(), "group = carriers", "limit.out.calls = 1");
                Exchange.Change two =
                        trunk(exchange, "two", second.local(), "group = carriers", "group.priority = 2")) {
            Request invite = Phones.trunkInvite(caller, "8400");
            Message answer = caller.ask(invite);
            assertThat(answer.status()).isEqualTo(200);
            caller.send(invite.ackOfAnswer(caller, answer));
            assertThat(field(exchange, "trunk-one", "callsOut")).isEqualTo("1");
            assertThat(field(exchange, "trunk-branch", "callsIn")).isEqualTo("1");
            assertThat(call(caller, "8400")).isEqualTo(486);
            assertThat(second.heard("INVITE")).isEqualTo(1);
            assertThat(field(exchange, "trunk-one", "refusedOut")).isEqualTo("1");
            Request bye = Request.of("BYE", answer.header("Contact").replaceAll("[<>]", ""))
                    .within(invite, answer)
                    .cseq(2);
            assertThat(caller.ask(bye).status()).isEqualTo(200);
            Await.until("the place is given back", SOON, () -> field(exchange, "trunk-one", "callsOut")
                    .equals("0"));
        }
        exchange.audit();
    }

    @Test
    @DisplayName("calls in from a trunk beyond its rate get 503 with Retry-After, and the next second's do not")
    void callsInAreLimited(Exchange exchange, Lab lab) {
        String file = "org.strowger.trunk-branch.cfg";
        RawPhone caller = lab.trunkPhone("branch");
        try (Exchange.Change limited =
                exchange.configure(file, exchange.configured(file) + "\nlimit.in.rate = 2\nlimit.in.calls = 50\n")) {
            String number = "9999999";
            Await.until("the limit is in force", SOON, () -> {
                Message last = null;
                for (int i = 0; i < 4; i++) {
                    last = Phones.refusal(caller, Phones.trunkInvite(caller, number));
                }
                return last.status() == 503 && last.header("Retry-After").equals("1");
            });
            Await.until("a second later", SOON, () -> call(caller, number) == 404);
        }
        exchange.audit();
    }

    @Test
    @DisplayName("T8: a peer that comes from anywhere is known by its password")
    void aPeerIsKnownByItsPassword(Exchange exchange, Lab lab) {
        Exchange.Change change = exchange.configure(
                "org.strowger.trunk-roaming.cfg",
                "digest.user = roaming\ndigest.password = secret\ncaller.strip = 00\ncaller.add = +\n");
        RawPhone peer = lab.udpPhone();
        try (change) {
            Await.until("the trunk is here", SOON, () -> field(exchange, "trunk-roaming", "state")
                    .equals("calls in"));
            assertThat(proving(peer, new Account("roaming", "secret"))).isEqualTo(404);
            assertThat(proving(peer, new Account("roaming", "guess"))).isEqualTo(401);
        }
        exchange.audit();
    }

    /** What becomes of a call to nobody by somebody who answers a challenge. */
    private static int proving(RawPhone peer, Account account) {
        Request invite = Phones.trunkInvite(peer, "9999999");
        Message challenge = Phones.refusal(peer, invite);
        assertThat(challenge.status()).isEqualTo(401);
        return Phones.refusal(peer, invite.answering(challenge, account)).status();
    }
}
