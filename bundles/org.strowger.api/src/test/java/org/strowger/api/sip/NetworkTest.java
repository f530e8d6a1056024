// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "192.0.2.7,       192.0.2.7,     true",
        "192.0.2.7,       192.0.2.8,     false",
        "192.0.2.0/24,    192.0.2.255,   true",
        "192.0.2.0/24,    192.0.3.0,     false",
        "192.0.2.77/28,   192.0.2.79,    true",
        "192.0.2.77/28,   192.0.2.80,    false",
        "128.0.0.0/1,     255.0.0.1,     true",
        "128.0.0.0/1,     127.0.0.1,     false",
        "0.0.0.0/0,       203.0.113.9,   true",
        "0.0.0.0/0,       ::1,           false",
        "2001:db8::/32,   2001:db8:1::5, true",
        "2001:db8::/33,   2001:db8:8000::5, false",
        "[::1],           ::1,           true",
        "::1,             127.0.0.1,     false",
    })
    void addressesAreWithinTheirNetwork(String network, String address, boolean within) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .contains(Network.literal(address).orElseThrow()))
                .isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.org", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", "a.b.c.d/24", "::g", "0x1.1.1.1"
            })
    void whatIsNoAddressIsNotLookedUp(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "::/129", "192.0.2.0/a"})
    void aBadPrefixLengthIsAnError(String text) {
        assertThatThrownBy(() -> Network.parse(text)).hasMessageContaining("is not between 0 and");
    }
}
