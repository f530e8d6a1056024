// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Limit;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.Ha1;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipRequest;
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
        return ((Reach.InTurn) role.reach(call("trunk"))).turns().get(0).target();
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
                .isEqualTo(new Claim.Known(
                        new Caller("+4930#1", "Bob", "trunk-carrier"), List.of(new Limit("trunk-carrier in", 0, 0))));
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
        "carrier, trunk-carrier, InTurn",
        "carrier, trunk,         InTurn",
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

    // ---- known otherwise

    @Test
    void aPeerIsKnownByItsCertificateFromWherever() {
        PeerRole role = Configs.role("carrier", "certificate", "SBC.example.org");
        FakeRequest call = INVITE.flow("tls", "198.51.100.9", 40000);
        assertThat(role.claim(FakeOffer.of(call.certified("other.example.org", "sbc.example.org"))))
                .isInstanceOf(Claim.Known.class);
        assertThat(role.claim(FakeOffer.of(call.certified("example.org")))).isInstanceOf(Claim.NotMine.class);
        assertThat(role.claim(FakeOffer.of(call))).isInstanceOf(Claim.NotMine.class);
    }

    @Test
    void whereACertificateIsWantedTheAddressIsNotEnough() {
        PeerRole role = Configs.role("carrier", "host", "192.0.2.7", "certificate", "sbc.example.org");
        assertThat(role.claim(FakeOffer.of(INVITE.flow("tls", "192.0.2.7", 5061))))
                .isInstanceOf(Claim.NotMine.class);
    }

    private static PeerRole byPassword() {
        DigestAuthenticator digest = new DigestAuthenticator() {
            @Override
            public Verdict verify(SipRequest request, String realm, Function<String, Optional<Ha1>> accounts) {
                boolean right = request.header("Authorization").orElse("").contains("right")
                        && accounts.apply("sbc").isPresent();
                return right ? new Verdict.Verified("sbc") : new Verdict.Challenge(List.of(), realm);
            }

            @Override
            public Ha1 ha1(String user, String realm, String password) {
                return new Ha1(user + realm + password, "");
            }
        };
        Peer peer = Configs.peer("carrier", "host", "192.0.2.7", "digest.user", "sbc", "digest.password", "secret");
        return Configs.role(peer, ServerSet.none(Duration.ZERO, ""), flow -> true, Optional.of(digest));
    }

    @ParameterizedTest(name = "from {0} with {1}: {2}")
    @CsvSource({
        "198.51.100.9, 'Digest username=\"sbc\" right',  Known",
        "198.51.100.9, 'Digest username=\"sbc\" wrong',  Challenge",
        "198.51.100.9, 'Digest username=\"1001\" right', NotMine",
        "198.51.100.9, '',                                            NotMine",
        "192.0.2.7,    '',                                            Challenge",
        "192.0.2.7,    'Digest username=\"sbc\" right',  Known",
    })
    void aPeerIsKnownByItsPasswordFromWherever(String source, String authorization, String answer) {
        FakeRequest call = INVITE.flow("udp", source, 5060);
        FakeRequest given = authorization.isEmpty() ? call : call.header("Authorization", authorization);
        assertThat(byPassword().claim(FakeOffer.of(given)).getClass().getSimpleName())
                .isEqualTo(answer);
    }

    // ---- servers, numbers, limits

    private static final List<Flow> FLOWS = List.of(
            new Flow(Transport.TCP, "192.0.2.1", 5071, "", "sip.example.org"),
            new Flow(Transport.UDP, "192.0.2.2", 5072, "", "sip.example.org"));

    private static final ServerSet SERVERS = new ServerSet(
            List.of(
                    new ServerSet.Server(1, 0, List.of(FLOWS.get(0))),
                    new ServerSet.Server(2, 0, List.of(FLOWS.get(1)))),
            Duration.ofHours(1),
            "");

    @Test
    void theServersOfANameAreCalledOneAfterTheOther() {
        Peer peer = Configs.peer("carrier", "host", "sip.example.org", "failover.after", "1500");
        Reach.InTurn reach = (Reach.InTurn) Configs.role(peer, SERVERS).reach(call("trunk-carrier"));
        assertThat(reach.silence()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(reach.turns())
                .extracting(
                        turn -> turn.target().uri() + " " + turn.target().flow().orElseThrow())
                .containsExactly(
                        "sip:+8610@sip.example.org;transport=tcp tcp:192.0.2.1:5071",
                        "sip:+8610@sip.example.org udp:192.0.2.2:5072");
    }

    @Test
    void aServerThatIsDownIsLeftAlone() {
        Peer peer = Configs.peer("carrier", "host", "sip.example.org");
        PeerRole one = Configs.role(peer, SERVERS, FLOWS.get(1)::equals, Optional.empty());
        assertThat(((Reach.InTurn) one.reach(call("trunk-carrier"))).turns()).hasSize(1);
        PeerRole none = Configs.role(peer, SERVERS, flow -> false, Optional.empty());
        assertThat(none.reach(call("trunk-carrier"))).isInstanceOf(Reach.Unavailable.class);
    }

    @Test
    void numbersAreWrittenAsEachSideWantsThem() {
        PeerRole role = Configs.role(
                "carrier",
                "host",
                "192.0.2.7",
                "called.strip",
                "+86",
                "called.add",
                "0086",
                "caller.strip",
                "00",
                "caller.add",
                "+");
        assertThat(target(role).uri()).hasToString("sip:008610@192.0.2.7");
        assertThat(target(role).to().uri()).hasToString("sip:008610@192.0.2.7");
        Claim.Known known = (Claim.Known)
                role.claim(FakeOffer.of(INVITE.from("", "sip:004930@192.0.2.7").flow("udp", "192.0.2.7", 5060)));
        assertThat(known.caller().number()).isEqualTo("+4930");
    }

    @Test
    void whatItCanCarryGoesAlongInBothDirections() {
        PeerRole role = Configs.role(
                "carrier", "host", "192.0.2.7", "limit.calls", "30", "limit.in.calls", "20", "limit.out.rate", "5");
        Claim.Known known = (Claim.Known) role.claim(FakeOffer.of(INVITE.flow("udp", "192.0.2.7", 5060)));
        assertThat(known.limits())
                .containsExactly(new Limit("trunk-carrier", 30, 0), new Limit("trunk-carrier in", 20, 0));
        assertThat(((Reach.InTurn) role.reach(call("trunk-carrier")))
                        .turns()
                        .get(0)
                        .limits())
                .containsExactly(new Limit("trunk-carrier", 30, 0), new Limit("trunk-carrier out", 0, 5));
    }

    @Test
    void challengesAreAnsweredWhereThePeerMakesThem() {
        Target target =
                target(Configs.role("carrier", "host", "192.0.2.7", "auth.user", "us", "auth.password", "secret"));
        assertThat(target.credentials()).contains(new Credentials("us", "secret"));
    }
}
