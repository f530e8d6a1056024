// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Limit;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.StillClock;

class LineRoleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Flow SERVER = new Flow(Transport.UDP, "192.0.2.1", 5060, "");

    private static LineStatus status(Instant until, List<String> routes) {
        return status(until, routes, SERVER);
    }

    private static LineStatus status(Instant until, List<String> routes, Flow server) {
        return new LineStatus(
                LineState.REGISTERED,
                until,
                Optional.of(server),
                routes,
                "ours",
                List.of(server, new Flow(Transport.UDP, "192.0.2.2", 5060, "")),
                Optional.of(NOW.plusSeconds(20)),
                0,
                Optional.empty(),
                "");
    }

    private static LineRole role(LineStatus status, String... keysAndValues) {
        return new LineRole(Configs.line(keysAndValues), () -> status, "4930666"::equals, new StillClock(NOW));
    }

    private static LineRole role(String... keysAndValues) {
        return role(status(NOW.plusSeconds(60), List.of()), keysAndValues);
    }

    private static Outgoing call(String via, FakeRequest request) {
        Destination destination = new Destination("+8610", "4000", Optional.ofNullable(via));
        return new Outgoing(new Caller("1001", "Ann Lee", "1001"), "registrar", destination, request);
    }

    private static Outgoing call(String via) {
        return call(via, FakeRequest.invite("1001", "+8610"));
    }

    private static Target target(LineRole role) {
        return ((Reach.InTurn) role.reach(call("sipchannel"))).turns().get(0).target();
    }

    // ---- calls in

    @ParameterizedTest(name = "from {0}, to {1}: {2}")
    @CsvSource({
        "192.0.2.1,    sip:4930555@10.0.0.1;line=ours,   true",
        "192.0.2.2,    sip:4930555@10.0.0.1;line=ours,   true",
        "192.0.2.3,    sip:4930555@10.0.0.1;line=ours,   false",
        "192.0.2.1,    sip:4930555@10.0.0.1;line=theirs, false",
        "192.0.2.1,    sip:4930555@10.0.0.1,             true",
        "192.0.2.1,    sip:493055577@10.0.0.1,           true",
        "192.0.2.1,    sip:4930666@10.0.0.1,             false",
        "198.51.100.9, sip:4930555@10.0.0.1,             true",
        "2001:db8::5,  sip:4930555@10.0.0.1,             true",
    })
    void aCallIsKnownByWhereItComesFromAndWhomItIsFor(String source, String uri, boolean known) {
        LineRole role = role("sources", "198.51.100.0/24, 2001:db8::5");
        FakeRequest invite =
                FakeRequest.invite("0301234", "x").uri(SipUri.parse(uri)).flow("udp", source, 5080);
        assertThat(role.claim(FakeOffer.of(invite)) instanceof Claim.Known).isEqualTo(known);
    }

    @Test
    void theCallerIsTheFromsAndTheLineVouchesForIt() {
        FakeRequest invite = FakeRequest.invite("0301234", "4930555").flow("udp", "192.0.2.1", 5060);
        Claim.Known known = (Claim.Known) role().claim(FakeOffer.of(invite));
        assertThat(known.caller().number()).isEqualTo("0301234");
        assertThat(known.caller().account()).isEqualTo("sipchannel-provider");
    }

    @Test
    void whatComesFromWithinOrToADisabledLineIsNotIts() {
        FakeRequest invite = FakeRequest.invite("0301234", "4930555").flow("udp", "192.0.2.1", 5060);
        assertThat(role().claim(FakeOffer.by("echo", invite))).isInstanceOf(Claim.NotMine.class);
        assertThat(role("enabled", "false").claim(FakeOffer.of(invite))).isInstanceOf(Claim.NotMine.class);
    }

    // ---- calls out

    @Test
    void fromAndContactAreTheLines() {
        Target target = target(role("number", "+4930555", "display.name", "Acme"));
        assertThat(target.uri()).hasToString("sip:+8610@example.org");
        assertThat(target.to()).hasToString("<sip:+8610@example.org>");
        assertThat(target.from()).hasToString("\"Acme\" <sip:+4930555@example.org>");
        assertThat(target.contactUser()).isEqualTo("4930555");
        assertThat(target.flow()).contains(SERVER);
        assertThat(target.credentials().orElseThrow().user()).isEqualTo("4930555");
        assertThat(target.headers()).isEmpty();
        assertThat(target.routes()).isEmpty();
    }

    @ParameterizedTest(name = "caller.identity = {0}")
    @CsvSource({
        "line,                <sip:4930555@example.org>,           ",
        "from,                '\"Ann Lee\" <sip:4000@example.org>', ",
        "p-asserted-identity, <sip:4930555@example.org>,"
                + " 'P-Asserted-Identity: \"Ann Lee\" <sip:4000@example.org>'",
        "diversion,           <sip:4930555@example.org>,"
                + " 'Diversion: \"Ann Lee\" <sip:4000@example.org>;reason=unconditional;counter=1'",
    })
    void theOriginalCallerIsToldAsConfigured(String identity, String from, String header) {
        Target target = target(role("caller.identity", identity));
        assertThat(target.from()).hasToString(from);
        assertThat(target.headers().stream()
                        .map(h -> h.name() + ": " + h.value())
                        .toList())
                .isEqualTo(Optional.ofNullable(header).stream().toList());
    }

    @Test
    void aWishForPrivacyGoesAlongWithTheIdentity() {
        FakeRequest request = FakeRequest.invite("1001", "+8610").header("Privacy", "id");
        Reach.InTurn reach = (Reach.InTurn)
                role("caller.identity", "p-asserted-identity").reach(call("sipchannel-provider", request));
        assertThat(reach.turns().get(0).target().headers()).contains(new Header("Privacy", "id"));
    }

    @Test
    void callsGoByTheServiceRouteOrElseByTheProxy() {
        assertThat(target(role("proxy", "proxy.example.net")).routes()).containsExactly("<sip:proxy.example.net;lr>");
        LineStatus routed = status(NOW.plusSeconds(60), List.of("<sip:edge.example.org;lr>"));
        assertThat(target(role(routed, "proxy", "proxy.example.net")).routes())
                .containsExactly("<sip:edge.example.org;lr>");
        LineStatus connected = status(NOW.plusSeconds(60), List.of(), new Flow(Transport.TCP, "192.0.2.1", 5060, ""));
        assertThat(target(role(connected, "transport", "tcp")).uri())
                .hasToString("sip:+8610@example.org;transport=tcp");
    }

    @Test
    void aLineThatIsNotRegisteredSaysWhenToTryAgain() {
        LineRole role = role(status(NOW, List.of()));
        Reach.Unavailable named = (Reach.Unavailable) role.reach(call("sipchannel-provider"));
        assertThat(named.reply().status().code()).isEqualTo(503);
        assertThat(named.reply().headers()).containsExactly(new Header("Retry-After", "20"));
        assertThat(role.reach(call("sipchannel"))).isInstanceOf(Reach.NotMine.class);
    }

    @ParameterizedTest
    @CsvSource({"trunk", "sipchannel-other", ","})
    void onlyARouteThatNamesItLeadsHere(String via) {
        assertThat(role().reach(call(via))).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void aDisabledLineTakesNoCall() {
        assertThat(role("enabled", "false").reach(call("sipchannel-provider"))).isInstanceOf(Reach.Unavailable.class);
        assertThat(role("enabled", "false").reach(call("sipchannel"))).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void theServerThatItIsRegisteredWithIsCalledAndTheOthersAfterIt() {
        Reach.InTurn reach = (Reach.InTurn) role("failover.after", "700").reach(call("sipchannel-provider"));
        assertThat(reach.turns())
                .extracting(turn -> turn.target().flow().orElseThrow().host())
                .containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(reach.silence()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void whatItCanCarryGoesAlongInBothDirections() {
        LineRole role = role("limit.in.calls", "2", "limit.out.calls", "3", "limit.out.rate", "1");
        FakeRequest invite = FakeRequest.invite("0301234", "4930555").flow("udp", "192.0.2.1", 5060);
        assertThat(((Claim.Known) role.claim(FakeOffer.of(invite))).limits())
                .containsExactly(new Limit("sipchannel-provider in", 2, 0));
        Reach.InTurn reach = (Reach.InTurn) role.reach(call("sipchannel-provider"));
        assertThat(reach.turns()).allSatisfy(turn -> assertThat(turn.limits())
                .containsExactly(new Limit("sipchannel-provider out", 3, 1)));
    }
}
