// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdsTest {
    @Test
    void ofCallsAreShortAndAllDifferent() {
        Ids ids = new Ids();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            String id = ids.call();
            assertThat(id).matches("[0-9a-z]{7}");
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void thatAreRandomAreLongEnoughForATag() {
        assertThat(Ids.random()).matches("[0-9a-z]{10}").isNotEqualTo(Ids.random());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.9, 127.0.0.1", "::1, ::1, ::1", "0.0.0.0, 127.0.0.1, 127.0.0.1"})
    void ofOurOwnAddressAreWhatThePeerSees(String bound, String peer, String seen) {
        LocalAddress local = new LocalAddress(Hops.address(bound));
        assertThat(local.towards(peer)).isEqualTo(seen);
        assertThat(local.towards(peer)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fe80::, fe80::",
        "2001:DB8::A, 2001:db8::a"
    })
    void ofAddressesAreInTheirShortForm(String host, String text) {
        assertThat(Hops.text(Hops.address(host))).isEqualTo(text);
    }
}
