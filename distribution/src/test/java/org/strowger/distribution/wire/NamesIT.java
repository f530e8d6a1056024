// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Trunks and lines that are known by a name: RFC 3263, with a zone of the test's own. */
@Wire
final class NamesIT {
    private static final String RESOLVER = "org.strowger.resolver.cfg";
    private static final String TRUNK = "org.strowger.trunk-named.cfg";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CALLS = 80;

    private static List<Server> three(Lab lab) {
        int port = FreePorts.next();
        return IntStream.of(41, 42, 43)
                .mapToObj(host -> Server.start(lab, new Peer("127.0.0." + host, port)))
                .toList();
    }

    private static Exchange.Change resolver(Exchange exchange, NameServer names) {
        return exchange.configure(RESOLVER, "servers = " + names.local() + "\ntimeout = 1000\n");
    }

    /** A zone with three servers, each {@code priority weight}. */
    private static void zone(NameServer names, List<Server> servers, String... services) {
        String[] lines = new String[6];
        for (int i = 0; i < 3; i++) {
            Peer at = servers.get(i).local();
            lines[i] = "_sip._udp 5 SRV " + services[i] + " " + at.port() + " s" + i;
            lines[3 + i] = "s" + i + " 5 A " + at.host();
        }
        names.zone(lines);
    }

    private static void awaitFound(Exchange exchange) {
        Await.until(
                () -> "three servers are found: " + exchange.json("pbx:trunks"),
                SOON,
                Duration.ofMillis(200),
                () -> exchange.json("pbx:trunks").asList().stream()
                                .filter(row -> row.getAsJsonObject()
                                        .get("trunk")
                                        .getAsString()
                                        .equals("trunk-named"))
                                .filter(row ->
                                        !row.getAsJsonObject().get("server").isJsonNull())
                                .count()
                        == 3);
    }

    private static int call(RawPhone caller, String number) {
        return Phones.refusal(caller, Phones.trunkInvite(caller, number)).status();
    }

    @Test
    @DisplayName(
            "a trunk's servers are called as the weights of their SRV records say, those of a later priority not at all")
    void weightsAreHonoured(Exchange exchange, Lab lab) {
        NameServer names = NameServer.start(lab);
        List<Server> servers = three(lab);
        zone(names, servers, "10 30", "10 10", "20 90");
        RawPhone caller = lab.trunkPhone("branch");
        try (Exchange.Change resolver = resolver(exchange, names);
                Exchange.Change trunk = exchange.configure(TRUNK, "host = wire.example\n")) {
            awaitFound(exchange);
            for (int i = 0; i < CALLS; i++) {
                assertThat(call(caller, "8300")).isEqualTo(486);
            }
        }
        // three quarters, and five times the standard deviation either way
        assertThat(servers.get(0).heard("INVITE")).isBetween(CALLS / 2, CALLS - 1);
        assertThat(servers.get(0).heard("INVITE") + servers.get(1).heard("INVITE"))
                .isEqualTo(CALLS);
        assertThat(servers.get(2).heard("INVITE")).isZero();
        assertThat(names.asked()).contains("wire.example. NAPTR", "_sip._udp.wire.example. SRV", "s0.wire.example. A");
        assertThat(names.asked().size())
                .as("no name server is asked for a call")
                .isLessThan(CALLS);
        exchange.audit();
    }

    @Test
    @DisplayName(
            "while a call is set up the next server is tried after one that is out of order and one that is silent")
    void aCallGoesToTheNextServer(Exchange exchange, Lab lab) {
        NameServer names = NameServer.start(lab);
        List<Server> servers = three(lab);
        zone(names, servers, "10 0", "20 0", "30 0");
        servers.get(0).answering(503);
        servers.get(1).answering(0);
        RawPhone caller = lab.trunkPhone("branch");
        try (Exchange.Change resolver = resolver(exchange, names);
                Exchange.Change trunk = exchange.configure(TRUNK, "host = wire.example\nfailover.after = 500\n")) {
            awaitFound(exchange);
            long begin = System.nanoTime();
            assertThat(call(caller, "8300")).as("the last one's callee is busy").isEqualTo(486);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(8));
            assertThat(servers).extracting(server -> server.heard("INVITE")).containsExactly(1, 1, 1);
            // nobody waits for its INVITE any longer
            servers.get(1).answering(503);
            for (int refusal : new int[] {404, 486, 603}) {
                servers.get(0).answering(refusal);
                assertThat(call(caller, "8300")).isEqualTo(refusal);
            }
            assertThat(servers.get(2).heard("INVITE"))
                    .as("nobody else mends that")
                    .isEqualTo(1);
        }
        exchange.audit();
    }

    @Test
    @DisplayName("registration, OPTIONS and calls of a line stay with one server, and move together when that fails")
    void everythingOfALineIsOnOneServer(Exchange exchange, Lab lab) {
        NameServer names = NameServer.start(lab);
        List<Server> servers = three(lab);
        zone(names, servers, "10 10", "10 10", "10 10");
        Account account = exchange.account();
        RawPhone caller = lab.trunkPhone("branch");
        String line = "user = " + account.number() + "\npassword = " + account.password()
                + "\ndomain = wire.example\nhealth.interval = 1\nfailover.after = 500\n";
        try (Exchange.Change resolver = resolver(exchange, names);
                Exchange.Change up = exchange.configure(Provider.FILE, line)) {
            Server first = all(exchange, servers, caller);
            first.answering(0);
            servers.forEach(Server::forget);
            Await.until(() -> "the line moves: " + exchange.json("pbx:lines"), SOON, () -> servers.stream()
                    .anyMatch(server -> server != first && server.heard("REGISTER") > 0));
            Await.until(
                    () -> "it is registered: " + exchange.json("pbx:lines"),
                    SOON,
                    Duration.ofMillis(200),
                    () -> !server(exchange).equals("udp:" + first.local()));
            servers.forEach(Server::forget);
            Server second = all(exchange, servers, caller);
            assertThat(second).isNotSameAs(first);
            first.answering(486);
            servers.forEach(Server::forget);
            assertThat(all(exchange, servers, caller))
                    .as("what works is left alone")
                    .isSameAs(second);
        }
        exchange.audit();
    }

    private static String server(Exchange exchange) {
        return exchange.json("pbx:lines").asList().stream()
                .map(row -> row.getAsJsonObject())
                .filter(row -> row.get("state").getAsString().equals("registered"))
                .map(row -> row.get("server").getAsString())
                .findFirst()
                .orElse("");
    }

    /** The one server that everything goes to, after some calls and OPTIONS. */
    private static Server all(Exchange exchange, List<Server> servers, RawPhone caller) {
        Await.until(
                () -> "the line is registered: " + exchange.json("pbx:lines"),
                SOON,
                Duration.ofMillis(200),
                () -> !server(exchange).isEmpty());
        Server one = servers.stream()
                .filter(server -> server(exchange).equals("udp:" + server.local()))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 4; i++) {
            assertThat(call(caller, "8100")).isEqualTo(486);
        }
        Await.until("OPTIONS come", SOON, () -> one.heard("OPTIONS") > 1);
        assertThat(one.heard("INVITE")).isEqualTo(4);
        servers.stream().filter(server -> server != one).forEach(other -> {
            assertThat(other.heard("INVITE")).as("calls elsewhere").isZero();
            assertThat(other.heard("OPTIONS")).as("OPTIONS elsewhere").isZero();
        });
        return one;
    }
}
