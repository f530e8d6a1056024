// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.resolver.FakeDns.pointer;
import static org.strowger.resolver.FakeDns.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** RFC 3263 section 4. */
class LocationTest {
    private final FakeDns dns = new FakeDns();
    private Ways ways = Ways.ANY;

    private ServerSet find(String uri, Transport... transport) {
        return Location.of(
                        SipUri.parse(uri), Optional.ofNullable(transport.length == 0 ? null : transport[0]), dns, ways)
                .join();
    }

    private static List<String> texts(ServerSet set) {
        return set.flows().stream().map(Flow::toString).toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sip:192.0.2.9,                     udp:192.0.2.9:5060",
        "sip:192.0.2.9:5070,                udp:192.0.2.9:5070",
        "sip:192.0.2.9;transport=tcp,       tcp:192.0.2.9:5060",
        "sips:192.0.2.9,                    tls:192.0.2.9:5061",
        "sip:[2001:db8::1]:5080,            udp:[2001:db8:0:0:0:0:0:1]:5080",
    })
    void anAddressNeedsNobody(String uri, String flow) {
        assertThat(texts(find(uri))).containsExactly(flow);
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void aPortLeavesOnlyTheAddressOpen() {
        dns.a("example.org", "192.0.2.1", "192.0.2.2").aaaa("example.org", "2001:db8::1");
        assertThat(texts(find("sip:example.org:5070;transport=tcp")))
                .containsExactly("tcp:192.0.2.1:5070", "tcp:192.0.2.2:5070", "tcp:[2001:db8:0:0:0:0:0:1]:5070");
        assertThat(dns.asked).containsExactlyInAnyOrder("example.org A", "example.org AAAA");
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        "sip:example.org;transport=udp, tcp, _sip._udp.example.org",
        "sip:example.org,               udp, _sip._udp.example.org",
        "sip:example.org,               tcp, _sip._tcp.example.org",
        "sip:example.org,               tls, _sips._tcp.example.org",
        "sips:example.org,              tcp, _sips._tcp.example.org",
    })
    void aTransportLeavesTheServersToSrv(String uri, String transport, String srv) {
        dns.srv(srv, service(20, 5, 5072, "b.example.org"), service(10, 60, 5071, "a.example.org"))
                .a("a.example.org", "192.0.2.1")
                .a("b.example.org", "192.0.2.2");
        ServerSet set = find(uri, Transport.parse(transport));
        assertThat(set.flows()).extracting(Flow::port).containsExactly(5071, 5072);
        assertThat(set.flows()).extracting(Flow::name).containsOnly("example.org");
        assertThat(set.servers()).extracting(ServerSet.Server::weight).containsExactly(60, 5);
        assertThat(dns.asked).doesNotContain("example.org NAPTR", "example.org A");
    }

    @Test
    void whereThereIsNoSrvTheHostItselfIsTheServer() {
        dns.a("example.org", "192.0.2.1");
        assertThat(texts(find("sip:example.org", Transport.TCP))).containsExactly("tcp:192.0.2.1:5060");
    }

    @Test
    void naptrDecidesByWhichTransport() {
        dns.naptr(
                        "example.org",
                        pointer(50, 50, "SIP+D2U", "_sip._udp.example.org"),
                        pointer(20, 90, "SIP+D2T", "_sip._tcp.example.org"),
                        pointer(20, 10, "SIPS+D2T", "_sips._tcp.elsewhere.net"),
                        pointer(10, 10, "SIP+D2S", "_sip._sctp.example.org"))
                .srv("_sips._tcp.elsewhere.net", service(0, 0, 5061, "s.elsewhere.net"))
                .srv("_sip._tcp.example.org", service(0, 0, 5060, "t.example.org"))
                .srv("_sip._udp.example.org", service(0, 0, 5060, "u.example.org"))
                .a("s.elsewhere.net", "192.0.2.1")
                .a("t.example.org", "192.0.2.2")
                .a("u.example.org", "192.0.2.3");
        ServerSet set = find("sip:example.org");
        assertThat(texts(set)).containsExactly("tls:192.0.2.1:5061", "tcp:192.0.2.2:5060", "udp:192.0.2.3:5060");
        assertThat(set.flows().get(0).name()).as("whose certificate is wanted").isEqualTo("example.org");
        ways = new Ways(Set.of(new Ways.Way(Transport.UDP, false)));
        assertThat(texts(find("sip:example.org"))).as("by what we can send").containsExactly("udp:192.0.2.3:5060");
    }

    @Test
    void withoutNaptrEachTransportIsAskedFor() {
        dns.srv("_sip._tcp.example.org", service(0, 0, 5060, "t.example.org")).a("t.example.org", "192.0.2.2");
        assertThat(texts(find("sip:example.org"))).containsExactly("tcp:192.0.2.2:5060");
        dns.srv("_sip._udp.example.org", service(0, 0, 5066, "u.example.org")).a("u.example.org", "192.0.2.3");
        assertThat(texts(find("sip:example.org"))).containsExactly("udp:192.0.2.3:5066", "tcp:192.0.2.2:5060");
    }

    @Test
    void withNeitherTheHostIsTheServerByUdp() {
        dns.a("example.org", "192.0.2.1");
        assertThat(texts(find("sip:example.org"))).containsExactly("udp:192.0.2.1:5060");
    }

    @Test
    void aTargetThatIsADotSaysThatThereIsNone() {
        dns.srv("_sip._udp.example.org", service(0, 0, 0, "")).a("example.org", "192.0.2.1");
        ServerSet set = find("sip:example.org", Transport.UDP);
        assertThat(set.servers()).isEmpty();
        assertThat(set.why()).isEqualTo("example.org offers no SIP");
    }

    @Test
    void onlyAddressesThatWeCanSendToAreAskedFor() {
        dns.a("example.org", "192.0.2.1").aaaa("example.org", "2001:db8::1");
        ways = new Ways(Set.of(new Ways.Way(Transport.UDP, true)));
        assertThat(texts(find("sip:example.org:5060"))).containsExactly("udp:[2001:db8:0:0:0:0:0:1]:5060");
    }

    @Test
    void silenceIsNoAnswer() {
        dns.a("example.org", "192.0.2.1").trouble("_sip._udp.example.org", Dns.Kind.SRV);
        ServerSet set = find("sip:example.org", Transport.UDP);
        assertThat(set.servers()).as("the host itself may be the wrong one").isEmpty();
        assertThat(set.why()).isEqualTo("no name server answers");
        assertThat(set.fresh()).isEqualTo(Duration.ofSeconds(5));
        dns.trouble("example.org", Dns.Kind.NAPTR);
        assertThat(find("sip:example.org").servers()).isEmpty();
    }

    @Test
    void oneOfSeveralServersMayHaveNoAddress() {
        dns.srv(
                        "_sip._udp.example.org",
                        service(1, 0, 5060, "gone.example.org"),
                        service(2, 0, 5060, "here.example.org"))
                .a("here.example.org", "192.0.2.2");
        assertThat(texts(find("sip:example.org", Transport.UDP))).containsExactly("udp:192.0.2.2:5060");
    }

    @Test
    void itHoldsAsLongAsTheShortestOfWhatWasSaid() {
        dns.srv("_sip._udp.example.org", service(1, 0, 5060, "a.example.org"))
                .a("a.example.org", Duration.ofSeconds(7), "192.0.2.1");
        assertThat(find("sip:example.org", Transport.UDP).fresh()).isEqualTo(Duration.ofSeconds(7));
        assertThat(find("sip:nowhere.org").why()).isEqualTo("nowhere.org has no address");
    }
}
