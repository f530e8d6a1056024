// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The dialler on the wire, by a program that uses it within the exchange, and by the console. */
@Wire
final class DiallerIT {
    private static final String FILE = "org.strowger.outbound.cfg";
    private static final String OUTBOUND = "org.strowger.outbound";

    private static Map<String, String> to(RawPhone bob, String... more) {
        Map<String, String> request = new HashMap<>();
        request.put("uri", "sip:1001@" + bob.local());
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i], more[i + 1]);
        }
        return request;
    }

    private static RawPhone phone(Exchange exchange, Lab lab) {
        return lab.udpPhone("127.0.0.1", exchange.udp());
    }

    /** Configures the dialler, and waits until calls show that it is: by a caller of its own. */
    private static void configure(Lab lab, DialDesk desk, RawPhone bob, String text) {
        String marked = text + "caller.user = marked" + text.hashCode() + "\n";
        lab.closeLater(lab.exchange().configure(FILE, marked));
        Await.until("the dialler is configured", Calls.SOON, () -> refused(desk, bob, to(bob))
                .header("From")
                .contains("sip:marked" + text.hashCode() + "@"));
    }

    /** The program hangs up, and the phone agrees. */
    private static void bye(DialDesk desk, RawPhone bob, String id) {
        assertThat(desk.does("bye", id)).isTrue();
        bob.send(bob.awaitRequest("BYE").reply(200, "OK"));
        desk.await(id, "removed normal");
    }

    @Test
    @DisplayName(
            "O1, X11, H7: a call is told of step by step, with every field; established it is not cancelled but ended by BYE")
    void aCallIsToldOfStepByStep(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        String id = desk.dial(to(
                bob,
                "call-id",
                "gate-1@here",
                "correlation",
                "corr",
                "from",
                "+8613800138000",
                "name",
                "刘 \"备\"",
                "rtp-port",
                "41000"));
        Message invite = bob.awaitRequest("INVITE");
        assertThat(id).isEqualTo("gate-1@here");
        assertThat(invite.header("Call-ID")).isEqualTo(id);
        assertThat(invite.uri()).isEqualTo("sip:1001@" + bob.local());
        assertThat(invite.header("From"))
                .startsWith("\"刘 \\\"备\\\"\" <sip:+8613800138000@127.0.0.1")
                .contains(";tag=");
        assertThat(invite.body()).contains("m=audio 41000 RTP/AVP 8 0 9 111 101\r\n");
        bob.send(invite.reply(100, "Trying"));
        bob.send(invite.reply(183, "Session Progress"));
        bob.send(invite.accept(bob.local()));
        bob.awaitRequest("ACK");
        desk.await(id, "up");
        List<String> event = desk.line(id, line -> line.contains("established"));
        assertThat(event.subList(1, 9))
                .containsExactly(
                        id, "established", "200", "NONE", "corr", "manual", invite.uri(), "udp:" + bob.local());
        List<String> up = desk.line(id, line -> line.get(0).equals("up"));
        assertThat(up.get(2)).isEqualTo(invite.header("From"));
        assertThat(up.get(3)).endsWith(";tag=wire-b");
        assertThat(up.get(5)).isEqualTo("1");
        assertThat(desk.does("established", id)).isTrue();
        assertThat(desk.ask("cancel", id)).contains("refused");
        bye(desk, bob, id);
        assertThat(desk.story(id))
                .containsExactly(
                        "invited 0 NONE",
                        "provisional 100 NONE",
                        "provisional 183 NONE",
                        "established 200 NONE",
                        "up",
                        "removed normal");
        exchange.audit();
    }

    @Test
    @DisplayName("O1: every way to fail has one end: refused, no description, a bad one, no route, nobody there")
    void everyWayToFailHasOneEnd(Exchange exchange, Lab lab) throws IOException {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        String busy = desk.dial(to(bob));
        bob.send(bob.awaitRequest("INVITE").reply(486, "Busy Here"));
        bob.awaitRequest("ACK");
        desk.await(busy, "removed normal");
        assertThat(desk.story(busy)).containsExactly("invited 0 NONE", "failed 486 BUSY", "removed normal");

        for (String description : List.of("", "v=0\r\nthis is none\r\n")) {
            String id = desk.dial(to(bob));
            bob.send(bob.awaitRequest("INVITE").accept(bob.local(), description));
            bob.awaitRequest("ACK");
            Message bye = bob.awaitRequest("BYE");
            bob.send(bye.reply(200, "OK"));
            desk.await(id, "removed normal");
            assertThat(desk.story(id)).containsExactly("invited 0 NONE", "failed 488 MEDIA", "removed normal");
        }
        assertThat(desk.ask("dial", DialDesk.query(Map.of("uri", "sips:a@b;transport=udp"))))
                .contains("refused");
        try (ServerSocket nobody = new ServerSocket(0)) {
            int port = nobody.getLocalPort();
            nobody.close();
            String id = desk.dial(Map.of("uri", "sip:1001@127.0.0.1:" + port + ";transport=tcp"));
            desk.await(id, "removed error");
            assertThat(desk.story(id)).containsExactly("failed 503 UNREACHABLE", "removed error");
        }
        exchange.audit();
    }

    @Test
    @DisplayName("O2: the hook's veto, and its silence, send ACK and then BYE")
    void aVetoIsAnAckAndABye(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        for (String why : List.of("veto", "hang")) {
            String id = desk.dial(to(bob, "correlation", why));
            Message invite = bob.awaitRequest("INVITE");
            bob.send(invite.accept(bob.local()));
            bob.awaitRequest("ACK");
            Message bye = bob.awaitRequest("BYE");
            assertThat(bye.header("Reason")).startsWith("SIP;cause=488");
            bob.send(bye.reply(200, "OK"));
            desk.await(id, "removed normal");
            assertThat(desk.story(id)).containsExactly("invited 0 NONE", "failed 488 VETO", "removed normal");
        }
        exchange.audit();
    }

    @Test
    @DisplayName(
            "O3: a peer that answers under another Call-ID is followed, where that is configured, and in all that follows")
    void anotherCallIdIsAdopted(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        configure(lab, desk, bob, "callid.adopt = true\n");
        String id = desk.dial(to(bob, "call-id", "ours@here", "correlation", "corr"));
        Message invite = bob.awaitRequest("INVITE");
        bob.send(invite.accept(bob.local()).replace("ours@here", "ours@sbc"));
        assertThat(bob.awaitRequest("ACK").header("Call-ID")).isEqualTo("ours@sbc");
        desk.await("ours@sbc", "up");
        assertThat(desk.line(id, line -> line.get(0).equals("adopted")))
                .containsExactly("adopted", id, "ours@sbc", "corr");
        assertThat(desk.story(id, "ours@sbc"))
                .containsExactly("invited 0 NONE", "adopted", "established 200 NONE", "up");
        assertThat(desk.ask("bye", id)).contains("refused");
        assertThat(desk.does("bye", "ours@sbc")).isTrue();
        Message bye = bob.awaitRequest("BYE");
        assertThat(bye.header("Call-ID")).isEqualTo("ours@sbc");
        bob.send(bye.reply(200, "OK"));
        desk.await("ours@sbc", "removed normal");
        exchange.audit();
    }

    @Test
    @DisplayName(
            "X3: a CANCEL waits for a provisional answer, or where so configured for half a second; the attempt is over at once")
    void aCancelWaits(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        String strict = desk.dial(to(bob));
        Message invite = bob.awaitRequest("INVITE");
        for (int times = 0; times < 2; times++) {
            assertThat(desk.does("cancel", strict)).isTrue();
        }
        desk.await(strict, "removed normal");
        // what comes before the 180 is the INVITE again
        assertThat(bob.awaitRequest("INVITE").header("Call-ID")).isEqualTo(strict);
        bob.send(invite.reply(180, "Ringing"));
        cancelled(bob, invite);
        assertThat(desk.story(strict)).containsExactly("invited 0 NONE", "cancelled 487 CANCELLED", "removed normal");

        configure(lab, desk, bob, "cancel.grace = 500\n");
        String forced = desk.dial(to(bob));
        Message silent = bob.awaitRequest("INVITE");
        long asked = System.nanoTime();
        assertThat(desk.does("cancel", forced)).isTrue();
        cancelled(bob, silent);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(450));
        exchange.audit();
    }

    private static void cancelled(RawPhone bob, Message invite) {
        bob.send(bob.awaitRequest("CANCEL").reply(200, "OK"));
        bob.send(invite.reply(487, "Request Terminated"));
        bob.awaitRequest("ACK");
    }

    @Test
    @DisplayName("X12: what was dropped says nothing, and when it is answered it is acknowledged and ended")
    void whatWasDroppedIsEndedWhenItAnswers(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        String id = desk.dial(to(bob));
        Message invite = bob.awaitRequest("INVITE");
        bob.send(invite.reply(180, "Ringing"));
        desk.await(id, "provisional 180 NONE");
        assertThat(desk.does("drop", id)).isTrue();
        desk.await(id, "removed normal");
        bob.send(invite.accept(bob.local()));
        bob.awaitRequest("ACK");
        bob.send(bob.awaitRequest("BYE").reply(200, "OK"));
        assertThat(desk.story(id))
                .containsExactly("invited 0 NONE", "provisional 180 NONE", "cancelled 0 DROPPED", "removed normal");
        exchange.audit();
    }

    @Test
    @DisplayName(
            "H1 to H5: identity, privacy, history, diversion and a signature go out as they are asked for, and as the peer is trusted")
    void whoCallsIsToldAsAskedFor(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        String signed =
                "eyJhbGciOiJFUzI1NiJ9.eyJvcmlnIjp7fX0.c2lnbmVk;info=<https://a.example/c.pem>;alg=ES256;ppt=shaken";
        String history = "<sip:3001@x?Reason=SIP%3Bcause%3D486>;index=1, <sip:1001@x>;index=1.1;mp=1";
        Map<String, String> request = to(
                bob,
                "asserted",
                "\"Acme\" <sip:+861065551234@acme.example>",
                "privacy",
                "id",
                "from",
                "1000",
                "history",
                history,
                "diversion",
                "<sip:3001@x>;reason=user-busy;counter=1",
                "identity",
                signed);
        Message told = refused(desk, bob, request);
        assertThat(told.header("From")).startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertThat(told.header("Contact")).doesNotContain("1000");
        assertThat(told.header("P-Asserted-Identity")).isEqualTo("\"Acme\" <sip:+861065551234@acme.example>");
        assertThat(told.header("Privacy")).isEqualTo("id");
        assertThat(String.join(", ", told.values("History-Info"))).isEqualTo(history);
        assertThat(told.header("Diversion")).isEqualTo("<sip:3001@x>;reason=user-busy;counter=1");
        assertThat(told.header("Identity")).isEqualTo(signed);
        assertThat(told.lines("Date")).hasSize(1);
        assertThat(refused(desk, bob, to(bob)).lines("P-Asserted-Identity")).isEmpty();

        configure(lab, desk, bob, "trusted = 192.0.2.1\n");
        Message kept = refused(desk, bob, request);
        assertThat(kept.lines("P-Asserted-Identity")).isEmpty();
        exchange.audit();
    }

    private static Message refused(DialDesk desk, RawPhone bob, Map<String, String> request) {
        String id = desk.dial(request);
        Message invite = bob.awaitRequest("INVITE");
        bob.send(invite.reply(404, "Not Found"));
        bob.awaitRequest("ACK");
        desk.await(id, "removed normal");
        return invite;
    }

    @Test
    @DisplayName("H8: the caller is the request's, else the target's, else the configured one")
    void theCallerIsTheNearest(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        configure(lab, desk, bob, "caller.name = The House\n");
        assertThat(refused(desk, bob, to(bob, "from", "me", "target-from", "line"))
                        .header("From"))
                .startsWith("<sip:me@");
        assertThat(refused(desk, bob, to(bob, "target-from", "line")).header("From"))
                .startsWith("<sip:line@");
        assertThat(refused(desk, bob, to(bob)).header("From")).startsWith("\"The House\" <sip:marked");
        exchange.audit();
    }

    @Test
    @DisplayName("M4: keys are offered and kept, an answer may take either suite, and one without a key is turned down")
    void keysAreOfferedAndKept(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone bob = phone(exchange, lab);
        String theirs = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
        String id = desk.dial(to(bob, "srtp", "yes"));
        Message invite = bob.awaitRequest("INVITE");
        assertThat(invite.body()).contains("m=audio 10000 RTP/SAVP ");
        String ours = invite.body().replaceAll("(?s)^.*a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:(\\S+).*$", "$1");
        bob.send(invite.accept(
                bob.local(),
                Sdp.audio("127.0.0.1", 49_170).replace("RTP/AVP", "RTP/SAVP")
                        + "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + theirs + "\r\n"));
        bob.awaitRequest("ACK");
        desk.await(id, "up");
        assertThat(desk.line(id, line -> line.get(0).equals("up")).get(6))
                .isEqualTo("AES_CM_128_HMAC_SHA1_32 " + ours + " " + theirs);
        bye(desk, bob, id);

        String plain = desk.dial(to(bob, "srtp", "yes"));
        bob.send(bob.awaitRequest("INVITE").accept(bob.local()));
        bob.awaitRequest("ACK");
        bob.send(bob.awaitRequest("BYE").reply(200, "OK"));
        desk.await(plain, "removed normal");
        assertThat(desk.story(plain)).contains("failed 488 MEDIA");

        String verbatim = "v=0\r\no=x 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                + "m=audio 5 UDP/TLS/RTP/SAVPF 96\r\na=fingerprint:sha-256 AA\r\n";
        assertThat(refused(desk, bob, to(bob, "sdp", verbatim)).body()).isEqualTo(verbatim);
        exchange.audit();
    }

    @Test
    @DisplayName("A call that went out by TCP is ended by its callee on the same connection")
    void aCalleeOnTcpHangsUpOnTheSameConnection(Exchange exchange, Lab lab) throws IOException {
        DialDesk desk = DialDesk.open(exchange, lab);
        try (ServerSocket server = new ServerSocket(0)) {
            Peer local = new Peer("127.0.0.1", server.getLocalPort());
            String id = desk.dial(Map.of("uri", "sip:1001@" + local + ";transport=tcp"));
            server.setSoTimeout(10_000);
            RawPhone bob = lab.closeLater(RawPhone.tls(server.accept()));
            Message invite = bob.awaitRequest("INVITE");
            assertThat(invite.header("Via")).startsWith("SIP/2.0/TCP ");
            bob.send(invite.accept(local));
            bob.awaitRequest("ACK");
            desk.await(id, "up");
            Request bye = Request.of("BYE", invite.header("Contact").replaceAll("^.*<|>.*$", ""))
                    .within(invite, "wire-b")
                    .header("Reason", "Q.850;cause=21");
            assertThat(bob.ask(bye).status()).isEqualTo(200);
            desk.await(id, "removed user-hangup");
        }
        exchange.audit();
    }

    @Test
    @DisplayName("A number goes by the dial plan: callin, route and callout as for anyone")
    void aNumberGoesByTheDialPlan(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        RawPhone north = lab.trunkPhone("north");
        String id = desk.dial(Map.of("number", "7901", "from", "1000"));
        Message invite = north.awaitRequest("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:741001@" + north.local());
        assertThat(invite.header("From")).contains("sip:5550@");
        assertThat(invite.header("Call-ID")).isEqualTo(id);
        north.send(invite.accept(north.local()));
        north.awaitRequest("ACK");
        desk.await(id, "up");
        assertThat(exchange.json("pbx:calls")
                        .get(0)
                        .getAsJsonObject()
                        .get("callin")
                        .getAsString())
                .isEqualTo("outbound");
        bye(desk, north, id);
        exchange.audit();
    }

    @Test
    @DisplayName(
            "Campaign calls go at their pace; those that are up outlive the replacement of the dialler, which goes on telling")
    void campaignCallsOutliveTheDialler(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        configure(lab, desk, phone(exchange, lab), "campaign.rate = 5\n");
        DialPeer peer = lab.closeLater(new DialPeer());
        long began = System.nanoTime();
        List<String> ids = List.of("rings", "answers", "answers", "answers").stream()
                .map(kind -> desk.dial(Map.of("uri", peer.uri(kind), "scenario", "campaign", "correlation", "c")))
                .toList();
        ids.subList(1, 4).forEach(id -> desk.await(id, "up"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(590));
        desk.await(ids.get(0), "provisional 180 NONE");

        exchange.console("bundle:update " + OUTBOUND + " file:" + ReplaceIT.shipped(exchange, OUTBOUND));
        Await.until(() -> "the next dialler has them", Calls.SOON, () -> desk.does("established", ids.get(1)));
        assertThat(desk.does("hangup", ids.get(1)) && desk.does("cancel", ids.get(0)))
                .isTrue();
        desk.await(ids.get(1), "removed normal");
        desk.await(ids.get(0), "removed normal");
        assertThat(desk.story(ids.get(0)))
                .containsExactly("invited 0 NONE", "provisional 180 NONE", "cancelled 487 CANCELLED", "removed normal");
        assertThat(desk.does("cleanup", ids.get(2), "error") && desk.does("bye", ids.get(3)))
                .isTrue();
        desk.await(ids.get(2), "removed error");
        desk.await(ids.get(3), "removed normal");
        assertThat(peer.calls().get(ids.get(2)).byes.get())
                .as("forgotten, not ended")
                .isZero();
        exchange.console("pbx:call-hangup --all");
        exchange.audit();
    }

    @Test
    @DisplayName("The console dials, lists, takes back and ends")
    void theConsoleDials(Exchange exchange, Lab lab) {
        RawPhone bob = phone(exchange, lab);
        String ringing = exchange.console("pbx:dial --from 1000 --correlation c sip:1001@" + bob.local())
                .strip();
        Message invite = bob.awaitRequest("INVITE");
        bob.send(invite.reply(180, "Ringing"));
        Await.until(() -> "it rings", Calls.SOON, () -> state(exchange, ringing).equals("ringing"));
        assertThat(exchange.ask("pbx:dial 'sips:1001@192.0.2.7;transport=udp'").code())
                .isNotZero();
        exchange.console("pbx:cancel " + ringing);
        cancelled(bob, invite);
        assertThat(exchange.ask("pbx:cancel nothing").output()).contains("no such call");

        String up = exchange.console("pbx:dial --scenario callback sip:1001@" + bob.local())
                .strip();
        bob.send(bob.awaitRequest("INVITE").accept(bob.local()));
        bob.awaitRequest("ACK");
        Await.until(() -> "it is up", Calls.SOON, () -> state(exchange, up).equals("established"));
        exchange.console("pbx:hangup " + up);
        bob.send(bob.awaitRequest("BYE").reply(200, "OK"));
        Await.until(() -> "it is over", Calls.SOON, () -> state(exchange, up).isEmpty());
        exchange.audit();
    }

    private static String state(Exchange exchange, String callId) {
        return exchange.json("pbx:dials").asList().stream()
                .map(row -> row.getAsJsonObject())
                .filter(row -> row.get("callId").getAsString().equals(callId))
                .map((JsonObject row) -> row.get("state").getAsString())
                .findFirst()
                .orElse("");
    }
}
