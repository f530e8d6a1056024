// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;

class PeerRoleTest {
    private static final FakeRequest INVITE = FakeRequest.invite("1001", "+86 10");

    private static Outgoing call(String via) {
        Destination destination = new Destination("+8610", "4000", Optional.ofNullable(via));
        return new Outgoing(new Caller("1001", "Ann \"A\" Lee", "1001"), "registrar", destination, INVITE);
    }

    private static Target target(PeerRole role) {
        return ((Reach.Targets) role.reach(call("trunk"))).targets().get(0);
    }

    @ParameterizedTest(name = "{0} {1} {2} knows {3}:{4}:{5}: {6}")
    @CsvSource({
        // the trunk                 the call comes from           known
        "192.0.2.7,    0,    '',     udp, 192.0.2.7, 5060,         true",
        "192.0.2.7,    0,    '',     tcp, 192.0.2.7, 41234,        true",
        "192.0.2.7,    0,    '',     udp, 192.0.2.8, 5060,         false",
        "192.0.2.7,    5080, '',     udp, 192.0.2.7, 5080,         true",
        "192.0.2.7,    5080, '',     udp, 192.0.2.7, 5081,         false",
        "192.0.2.7,    5080, '',     tcp, 192.0.2.7, 41234,        true",
        "192.0.2.7,    0,    tcp,    udp, 192.0.2.7, 5060,         false",
        "192.0.2.7,    0,    tcp,    tcp, 192.0.2.7, 5060,         true",
        "192.0.2.0/24, 0,    '',     udp, 192.0.2.9, 5060,         true",
        "192.0.2.0/24, 0,    '',     udp, 192.0.3.9, 5060,         false",
        "2001:db8::7,  0,    '',     udp, 2001:db8:0:0::7, 5060,   true",
    })
    void aCallIsKnownByWhereItComesFrom(
            String host, String port, String transport, String via, String source, int sourcePort, boolean known) {
        PeerRole role = Configs.role("carrier", "host", host, "port", port, "transport", transport);
        Claim claim = role.claim(FakeOffer.of(INVITE.flow(via, source, sourcePort)));

        assertThat(claim instanceof Claim.Known).isEqualTo(known);
        assertThat(claim instanceof Claim.NotMine).isEqualTo(!known);
    }

    @Test
    void theCallerIsWhoTheFromSaysUnderTheTrunksName() {
        PeerRole role = Configs.role("carrier", "host", "192.0.2.7");
        FakeRequest request = INVITE.from("Bob", "sip:+4930%231;phone-context=x@192.0.2.7:5060")
                .header("P-Asserted-Identity", "<sip:9999@192.0.2.7>");

        assertThat(role.claim(FakeOffer.of(request)))
                .isEqualTo(new Claim.Known(new Caller("+4930#1", "Bob", "trunk-carrier")));
    }

    @Test
    void callsFromWithinAndCallsToADisabledTrunkAreNotItsOwn() {
        PeerRole role = Configs.role("carrier", "host", "192.0.2.7");
        PeerRole disabled = Configs.role("carrier", "host", "192.0.2.7", "enabled", "false");

        assertThat(role.claim(FakeOffer.by("attendant-day", INVITE))).isInstanceOf(Claim.NotMine.class);
        assertThat(disabled.claim(FakeOffer.of(INVITE))).isEqualTo(new Claim.NotMine("disabled"));
    }

    @ParameterizedTest(name = "via {1} of trunk-{0}: {2}")
    @CsvSource({
        "carrier, trunk-carrier, Targets",
        "carrier, trunk,         Targets",
        "carrier, trunk-other,   NotMine",
        "carrier, registrar,     NotMine",
        "carrier,,               NotMine",
    })
    void itTakesOnlyCallsThatARouteSendsItsWay(String name, String via, String answer) {
        PeerRole role = Configs.role(name, "host", "192.0.2.7");

        assertThat(role.reach(call(via)).getClass().getSimpleName()).isEqualTo(answer);
    }

    @Test
    void theOriginalCallerIsShownAtOurOwnAddress() {
        PeerRole role = Configs.role("carrier", "host", "192.0.2.7");

        assertThat(target(role))
                .isEqualTo(new Target(
                        SipUri.parse("sip:+8610@192.0.2.7"),
                        new NameAddr("Ann \"A\" Lee", SipUri.ours("4000")),
                        NameAddr.of(SipUri.parse("sip:+8610@192.0.2.7")),
                        Optional.of(new Flow(Transport.UDP, "192.0.2.7", 5060, "")),
                        List.of(),
                        List.of()));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "192.0.2.7,   5080, tcp, '',          sip:+8610@192.0.2.7:5080;transport=tcp, tcp:192.0.2.7:5080,  sip:4000@",
        "192.0.2.7,   0,    tcp, '',          sip:+8610@192.0.2.7;transport=tcp,      tcp:192.0.2.7:5060,  sip:4000@",
        "192.0.2.7/32,5080, udp, example.org, sip:+8610@192.0.2.7:5080,               udp:192.0.2.7:5080,  sip:4000@example.org",
        "[::1],       0,    '',  '',          sip:+8610@[0:0:0:0:0:0:0:1],            udp:[0:0:0:0:0:0:0:1]:5060, sip:4000@",
    })
    void callsGoOutByItsPortAndTransport(
            String host, String port, String transport, String domain, String uri, String flow, String from) {
        Target target =
                target(Configs.role("carrier", "host", host, "port", port, "transport", transport, "domain", domain));

        assertThat(target.uri()).hasToString(uri);
        assertThat(target.flow()).map(Flow::toString).contains(flow);
        assertThat(target.from().uri()).hasToString(from);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"192.0.2.0/24, true", "192.0.2.7, false"})
    void whatCannotBeCalledIsUnavailableByNameAndPassedOverByKind(String host, String enabled) {
        PeerRole role = Configs.role("carrier", "host", host, "enabled", enabled);

        assertThat(role.reach(call("trunk-carrier")))
                .isInstanceOfSatisfying(Reach.Unavailable.class, unavailable -> assertThat(
                                unavailable.reply().status().code())
                        .isEqualTo(503));
        assertThat(role.reach(call("trunk"))).isInstanceOf(Reach.NotMine.class);
    }
}
