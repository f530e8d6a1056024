// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration changes while calls are up: as little as can be, no call is dropped, and what is bad changes nothing. */
@Wire
final class ReconfigureIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ROUTES = "org.strowger.router.cfg";
    private static final String CARRIER = "org.strowger.trunk-carrier.cfg";

    @Test
    @DisplayName("a listener moves to another port: the new one opens, and the old one serves its calls until they end")
    void aListenerMovesUnderACall(Exchange exchange, Lab lab) {
        String file = "org.strowger.sip-moving.cfg";
        Peer before = new Peer("127.0.0.1", FreePorts.next());
        Peer after = new Peer("127.0.0.1", FreePorts.next());
        SippRun carrier = lab.sipp("answer_until_bye")
                .at(exchange.trunk("carrier"))
                .calls(2)
                .start();
        ExchangeLog.Mark mark = exchange.log().mark();
        try (Exchange.Change opened = exchange.configure(file, listener(before))) {
            mark.await("listener moving: udp 127.0.0.1 port " + before.port(), SOON);
            RawPhone phone = lab.udpPhone("127.0.1.1", before);
            Request invite = Phones.trunkInvite(phone, "7100");
            Message answer = phone.ask(invite);
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            phone.send(invite.ackOfAnswer(phone, answer));

            mark = exchange.log().mark();
            try (Exchange.Change moved = exchange.configure(file, listener(after))) {
                mark.await("listener moving: udp 127.0.0.1 port " + after.port(), SOON);
                RawPhone next = lab.udpPhone("127.0.1.1", after);
                Request another = Phones.trunkInvite(next, "7100");
                Message alsoAnswered = next.ask(another);
                assertThat(alsoAnswered.status()).isEqualTo(200);
                next.send(another.ackOfAnswer(next, alsoAnswered));

                assertThat(phone.ask(bye(invite, answer)).status())
                        .as("BYE to the old port")
                        .isEqualTo(200);
                assertThat(next.ask(bye(another, alsoAnswered)).status()).isEqualTo(200);
                Await.until("the old port is closed", SOON, () -> !Sockets.open(before.port(), false));
            }
        }
        carrier.finish();
        exchange.audit();
    }

    private static String listener(Peer peer) {
        return "transport = udp\nhost = " + peer.host() + "\nport = " + peer.port() + "\n";
    }

    private static Request bye(Request invite, Message answer) {
        return Request.of("BYE", "sip:x@invalid").within(invite, answer).cseq(2);
    }

    @ParameterizedTest(name = "{0}: {1} = {2} is refused by name, and what was in force stays")
    @CsvSource({
        "org.strowger.router.cfg,        route.990,   * [0-9 = =",
        "org.strowger.registrar.cfg,     expires.min, soon",
        "org.strowger.engine.cfg,        ring,        -1",
        "org.strowger.media.cfg,         port.max,    70000",
        "org.strowger.trunk-carrier.cfg, port,        99999",
        "org.strowger.outbound.cfg,      rtp.port,    99999",
        "org.strowger.sip-udp.cfg,       transport,   pigeon"
    })
    void aBadValueChangesNothing(String file, String key, String value, Exchange exchange, Lab lab) {
        String good = exchange.configured(file).replaceAll("(?m)^" + key.replace(".", "\\.") + " *=.*\n", "");
        try (Exchange.Change bad = exchange.configure(file, good + key + " = " + value + "\n")) {
            Await.until(
                    () -> "pbx:config-problems names " + file + ", " + key + ": "
                            + exchange.json("pbx:config-problems"),
                    SOON,
                    Duration.ofMillis(500),
                    () -> problem(exchange, file, key));
            callToCarrierArrives(lab);
        }
        Await.until(() -> "no problem is left", SOON, Duration.ofMillis(500), () -> exchange.json("pbx:config-problems")
                .isEmpty());
        callToCarrierArrives(lab);
    }

    private static boolean problem(Exchange exchange, String file, String key) {
        return exchange.json("pbx:config-problems").asList().stream()
                .map(row -> row.getAsJsonObject())
                .anyMatch(row -> text(row, "file").endsWith(file)
                        && text(row, "key").equals(key)
                        && !text(row, "reason").isEmpty());
    }

    private static String text(JsonObject row, String field) {
        return row.get(field).isJsonNull() ? "" : row.get(field).getAsString();
    }

    private static void callToCarrierArrives(Lab lab) {
        SippRun carrier =
                lab.sipp("answer_until_bye").at(lab.exchange().trunk("carrier")).start();
        Phones.trunkCall(lab, "7100").run();
        carrier.finish();
    }

    @Test
    @DisplayName(
            "several files change together, or not at all: what is wrong in one keeps all from being applied; what nobody "
                    + "confirms goes back")
    void aTransaction(Exchange exchange, Lab lab) {
        Map<String, String> before = Map.of(ROUTES, exchange.configured(ROUTES), CARRIER, exchange.configured(CARRIER));
        exchange.console("pbx:config-begin");
        exchange.console("pbx:config-set org.strowger.router route.995 '* 6100 = 7100 trunk-carrier'");
        exchange.console("pbx:config-set org.strowger.trunk-carrier port 99999");
        assertThat(exchange.console("pbx:config-diff")).contains("route.995").contains("99999");
        Exchange.Outcome refused = exchange.run(SOON, "client", "pbx:config-commit");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.output()).contains("trunk-carrier").contains("port");
        before.forEach((file, text) -> assertThat(exchange.configured(file)).isEqualTo(text));

        exchange.console("pbx:config-unset org.strowger.trunk-carrier port");
        exchange.console("pbx:config-rollback");
        exchange.console("pbx:config-begin");
        exchange.console("pbx:config-set org.strowger.router route.995 '* 6100 = 7100 trunk-carrier'");
        exchange.console("pbx:config-set org.strowger.trunk-carrier domain example.org");
        exchange.console("pbx:config-commit --confirm 5");
        SippRun carrier =
                lab.sipp("answer_until_bye").at(exchange.trunk("carrier")).start();
        Phones.trunkCall(lab, "6100").run();
        assertThat(carrier.finish().request("INVITE").header("From")).contains("@example.org");

        before.forEach((file, text) -> Await.until(() -> file + " is as it was", SOON, () -> exchange.configured(file)
                .equals(text)));
        Await.until(
                "the route is gone", SOON, () -> !exchange.console("pbx:routes").contains("6100"));
        assertThat(Phones.refusalOfTrunkCall(lab, "6100").status()).isEqualTo(404);

        exchange.console("pbx:config-rollback");
        exchange.audit();
    }
}
