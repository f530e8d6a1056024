// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        // What the description says, where signalling comes from, our address, where media goes.
        "203.0.113.7, 198.51.100.1, 192.0.2.1, 203.0.113.7",
        "10.0.0.5, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "172.16.9.9, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "192.168.1.20, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "100.64.3.2, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "169.254.3.2, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "172.32.0.1, 198.51.100.1, 192.0.2.1, 172.32.0.1",
        "100.128.0.1, 198.51.100.1, 192.0.2.1, 100.128.0.1",
        // In one private network, or between two that know each other, the description is right.
        "192.168.1.20, 192.168.1.1, 192.168.1.2, 192.168.1.20",
        "10.0.0.5, 192.168.1.1, 192.168.1.2, 10.0.0.5",
        // Our own host is not the phone's.
        "127.0.0.1, 192.168.1.20, 192.168.1.2, 192.168.1.20",
        "127.0.0.1, 127.0.0.5, 127.0.0.1, 127.0.0.1",
        "10.0.0.5, 127.0.0.5, 127.0.0.1, 127.0.0.5",
        "239.1.2.3, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "2001:db8::7, 198.51.100.1, 192.0.2.1, 198.51.100.1",
        "2001:db8::7, 2001:db8::1, 2001:db8::2, 2001:db8::7",
        "fd00::7, 2001:db8::1, 2001:db8::2, 2001:db8::1",
        "fe80::7, 2001:db8::1, 2001:db8::2, 2001:db8::1",
    })
    void mediaGoesToTheDescribedAddressUnlessOnlyTheSignallingsCanBeReached(
            String described, String peer, String bound, String expected) {
        assertThat(Addresses.reachable(address(described), address(peer), address(bound)))
                .isEqualTo(address(expected));
    }

    @Test
    void aPeerThatGivesNoAddressIsSentToWhereItSignalsFrom() {
        assertThat(Addresses.reachable(null, address("198.51.100.1"), address("192.0.2.1")))
                .isEqualTo(address("198.51.100.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone.example.com",
                "",
                "1.2.3",
                "1.2.3.400",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.5",
                "0192.0.2.1",
                "1.2.3.x",
                "::zz",
                "a:b",
                "12345"
            })
    void whatIsNoLiteralIsNotLookedUp(String text) {
        assertThat(Addresses.numeric(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "010.1.002.3", "2001:db8::1", "::ffff:192.0.2.1"})
    void aLiteralIsReadAsThePlatformReadsIt(String text) throws UnknownHostException {
        assertThat(Addresses.numeric(text)).contains(InetAddress.getByName(text));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, IN IP4 192.0.2.1", "2001:db8::1, IN IP6 2001:db8::1", "fe80::1%eth0, IN IP6 fe80::1"})
    void addressesAreWrittenWithTheirFamilyAndWithoutOurZone(String literal, String expected) {
        assertThat(Addresses.sdp(literal)).isEqualTo(expected);
    }

    private static InetAddress address(String literal) {
        return Addresses.numeric(literal).orElseThrow();
    }
}
