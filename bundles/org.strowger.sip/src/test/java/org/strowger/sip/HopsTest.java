// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sip.address.Hop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

class HopsTest {
    private static String chosen(String contact, String transport, String source, boolean natted) {
        int port = source.lastIndexOf(':');
        Flow flow = new Flow(
                Transport.parse(transport),
                source.substring(0, port),
                Integer.parseInt(source.substring(port + 1)),
                "listener");
        Hop hop = Hops.choose(SipUri.parse(contact), flow, natted);
        return hop.getTransport() + " " + hop.getHost() + " " + hop.getPort();
    }

    /** What a peer says of itself is followed, unless only the way that its packets came can be meant. */
    @ParameterizedTest
    @CsvSource({
        // a public Contact is followed, wherever the packets came from
        "sip:1@203.0.113.9:5062, udp, 203.0.113.9:5062, udp 203.0.113.9 5062",
        "sip:1@203.0.113.9:5070, udp, 203.0.113.9:5062, udp 203.0.113.9 5070",
        "sip:1@203.0.113.50:5070, udp, 203.0.113.9:5062, udp 203.0.113.50 5070",
        "sip:1@203.0.113.9, udp, 203.0.113.9:5062, udp 203.0.113.9 5060",
        "sip:203.0.113.9:5070;transport=tcp, udp, 203.0.113.9:5062, tcp 203.0.113.9 5070",
        "sip:203.0.113.9:5070;transport=TCP, udp, 203.0.113.9:5062, tcp 203.0.113.9 5070",
        "sip:203.0.113.9:5070;transport=carrier-pigeon, udp, 203.0.113.9:5062, udp 203.0.113.9 5070",
        // a private address, seen from outside, is behind a NAT
        "sip:1@192.168.1.5:5070, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "sip:1@10.0.0.5, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "sip:1@172.16.0.5, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "sip:1@127.0.0.1:5070, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "sip:1@0.0.0.0:5070, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        // within a private network it is an address like any other
        "sip:1@192.168.1.5:5070, udp, 192.168.1.9:5062, udp 192.168.1.5 5070",
        "sip:1@127.0.0.1:5070, udp, 127.0.0.1:5062, udp 127.0.0.1 5070",
        // a name is not resolved
        "sip:1@phone.example:5070, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "sip:1@1.2.3, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        // the connection that is open is used, whatever port the Contact names
        "sip:1@203.0.113.9:5060, tcp, 203.0.113.9:40000, tcp 203.0.113.9 40000",
        "sip:1@203.0.113.9:5060;transport=tcp, tcp, 203.0.113.9:40000, tcp 203.0.113.9 40000",
        "sip:1@192.168.1.5;transport=tcp, tcp, 203.0.113.9:40000, tcp 203.0.113.9 40000",
        // a third party is not at the other end of it
        "sip:1@203.0.113.50:5070;transport=tcp, tcp, 203.0.113.9:40000, tcp 203.0.113.50 5070",
        "sip:1@203.0.113.50:5070, tcp, 203.0.113.9:40000, udp 203.0.113.50 5070",
        // IPv6
        "sip:1@[2001:db8::5]:5070, udp, 2001:db8::5:5062, udp [2001:db8::5] 5070",
        "sip:1@[2001:db8::5], tcp, 2001:db8::5:40000, tcp [2001:db8::5] 40000",
        "sip:1@[fec0::5], udp, 2001:db8::5:40000, udp [2001:db8::5] 40000",
        "sip:1@[::1]:5070, udp, 2001:db8::5:40000, udp [2001:db8::5] 40000",
        "sip:1@[fd00::5]:5070, udp, 2001:db8::5:40000, udp [2001:db8::5] 40000",
        "sip:1@[fe80::5]:5070, udp, 2001:db8::5:40000, udp [2001:db8::5] 40000",
        "sip:1@169.254.1.5:5070, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "sip:1@100.64.1.5:5070, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
        "tel:+12125551212, udp, 203.0.113.9:40000, udp 203.0.113.9 40000",
    })
    void chooseTheWayThatReachesThePeer(String contact, String transport, String source, String hop) {
        assertThat(chosen(contact, transport, source, false)).isEqualTo(hop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:1@203.0.113.50:5070", "sip:1@203.0.113.9:5070", "sip:1@phone.example"})
    void chooseTheWayBackForAPeerThatIsKnownToBeBehindANat(String contact) {
        assertThat(chosen(contact, "udp", "203.0.113.9:40000", true)).isEqualTo("udp 203.0.113.9 40000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:1@[zz::1]", "sip:1@[1:2]", "sip:1@[::1%eth9]", "sip:1@[::ffff:1.2.3.400]", "sip:1@[:::1]"})
    void neverTripOverAnAddressThatIsNone(String contact) {
        assertThat(chosen(contact, "udp", "203.0.113.9:40000", false)).isEqualTo("udp 203.0.113.9 40000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "192.0.2.7",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::1",
                "fe80::1",
                "::ffff:192.0.2.7",
                "2001:DB8:0:0:0:0:0:1"
            })
    void knowANumericAddress(String host) {
        assertThat(Hops.isNumeric(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", "pbx.example", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", ".1.2.3", "1..2.3",
                        "a.b.c.d",
                "1.2.3.4a", "1.2.3.٤", "99999999999.1.1.1", ":", "zz::1", "1:2", ":::1", "[::1]", "fe80::1%eth0",
                        "::1%",
                "bücher:80", "1.2.3.4:5060"
            })
    void knowWhatIsNone(String host) {
        assertThat(Hops.isNumeric(host)).isFalse();
    }

    @Test
    void neverResolveAName() {
        assertThatThrownBy(() -> Hops.address("localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost");
    }
}
