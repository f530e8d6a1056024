// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a configuration that cannot be, and of calls when the exchange stops. */
@Wire
final class ConfigurationIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ROUTES = "org.strowger.router.cfg";

    @Test
    @DisplayName("a route table with a bad line is named, and the one before it stays in force")
    void aBadRouteTableLeavesTheOneBefore(Exchange exchange, Lab lab) {
        ExchangeLog.Mark mark = exchange.log().mark();
        String good = exchange.configured(ROUTES);
        String bad = good.replace("* 71*", "* 70*") + "\nroute.905 = * [0-9 = =\n";
        try (Exchange.Change change = exchange.configure(ROUTES, bad)) {
            mark.await("ERROR .*org\\.strowger\\.router\\.cfg.*rejected", SOON);
            mark.await("ERROR .*route\\.905", SOON);
            assertThat(exchange.console("pbx:routes")).contains("rejected").contains("route.905");
            assertThat(exchange.json("pbx:routes").get(0).toString()).contains("rejected", "route.905");
            callToCarrierArrives(lab);

            mark = exchange.log().mark();
        }
        mark.await("org\\.strowger\\.router\\.cfg: taken", SOON);
        assertThat(exchange.console("pbx:routes")).doesNotContain("rejected");
        callToCarrierArrives(lab);
    }

    private static void callToCarrierArrives(Lab lab) {
        SippRun carrier =
                lab.sipp("answer_until_bye").at(lab.exchange().trunk("carrier")).start();
        Phones.trunkCall(lab, "7100").run();
        carrier.finish();
    }

    @ParameterizedTest(
            name = "a {0} listener whose port is taken says so, harms no other, and opens when the port is free")
    @ValueSource(strings = {"udp", "tcp"})
    void aListenerWhosePortIsTakenWaitsForIt(String transport, Exchange exchange, Lab lab) throws IOException {
        Peer taken = new Peer("127.0.0.1", FreePorts.next());
        String file = "org.strowger.sip-busy.cfg";
        String text = "transport = " + transport + "\nhost = 127.0.0.1\nport = " + taken.port() + "\n";
        ExchangeLog.Mark mark = exchange.log().mark();
        Closeable holder = lab.closeLater(hold(transport, taken));
        try (Exchange.Change change = exchange.configure(file, text)) {
            mark.await("sip-busy\\.cfg: port: .* port " + taken.port() + ": Address already in use", SOON);
            assertThat(exchange.console("pbx:config-problems")).containsPattern("busy.*in use");
            assertThat(exchange.console("pbx:listeners")).containsPattern("busy.*in use");
            Exchange.Outcome status = exchange.status();
            assertThat(status.code()).isEqualTo(1);
            assertThat(status.output()).contains("busy").contains("in use");
            Account account = exchange.account();
            SippRun phone = Phones.answering(lab, account, 1);
            Phones.trunkCall(lab, account.number()).run();
            phone.finish();

            holder.close();
            mark.await("listener busy: " + transport + " 127.0.0.1 port " + taken.port(), SOON);
            assertThat(exchange.status().output()).contains("ready").doesNotContain("not ready");
            answersOptions(transport, lab, taken);
            mark = exchange.log().mark();
        }
        mark.await("listener busy closed", SOON);
        hold(transport, taken).close();
    }

    private static Closeable hold(String transport, Peer peer) throws IOException {
        InetSocketAddress address = new InetSocketAddress(peer.host(), peer.port());
        if (transport.equals("udp")) {
            return new DatagramSocket(address);
        }
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    private static void answersOptions(String transport, Lab lab, Peer listener) {
        Peer from = new Peer("127.0.0.1", FreePorts.next());
        RawPhone phone =
                lab.closeLater(transport.equals("udp") ? RawPhone.udp(from, listener) : RawPhone.tcp(from, listener));
        assertThat(phone.ask(Request.of("OPTIONS", "sip:" + listener)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a bad value is refused by file, key and reason, and the last good one stays")
    void aBadValueIsRefusedByName(Exchange exchange, Lab lab) {
        String file = "org.strowger.registrar.cfg";
        ExchangeLog.Mark mark = exchange.log().mark();
        try (Exchange.Change change = exchange.configure(file, "expires.min = soon\n")) {
            mark.await("ERROR .*org\\.strowger\\.registrar\\.cfg: expires\\.min: ", SOON);
            Account account = exchange.account();
            RawPhone phone = lab.udpPhone();
            Message refused = Phones.register(phone, account, "<sip:me@" + phone.local() + ">", "Expires: 5");
            assertThat(refused.header("Min-Expires")).isEqualTo("60");
        }
    }

    @Test
    @DisplayName("calls that are up are ended by BYE when the exchange stops")
    void aStopEndsTheCallsThatAreUp(Exchange exchange, Lab lab) {
        SippRun carrier = lab.sipp("answer_until_bye")
                .at(exchange.trunk("carrier"))
                .within(Duration.ofMinutes(2))
                .start();
        RawPhone caller = lab.trunkPhone("branch");
        Request invite = Phones.trunkInvite(caller, "7100");
        Message answer = caller.ask(invite);
        assertThat(answer.status()).isEqualTo(200);
        caller.send(invite.ackOfAnswer(caller, answer));
        carrier.awaitReceived("ACK", SOON, message -> message.startLine().startsWith("ACK"));

        exchange.restart();

        caller.send(caller.awaitRequest("BYE").reply(200, "OK"));
        carrier.finish();
    }
}
