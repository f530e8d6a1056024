// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

class SettingsTest {
    @Test
    void nameServersHaveAddressesAndPerhapsPorts() {
        Values values =
                new Values(Resolution.PID, Map.of("servers", "192.0.2.1, 192.0.2.2:5300, 2001:db8::1, [::1]:5301"));
        assertThat(Settings.read(values).servers())
                .containsExactly(
                        new InetSocketAddress("192.0.2.1", 53),
                        new InetSocketAddress("192.0.2.2", 5300),
                        new InetSocketAddress("2001:db8::1", 53),
                        new InetSocketAddress("::1", 5301));
        assertThat(values.problems()).isEmpty();
        assertThat(Settings.read(new Values(Resolution.PID, Map.of())).servers())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"servers, ns.example.org", "servers, 192.0.2.1:99999", "timeout, 5", "tries, 0", "cache, many"})
    void aBadValueIsRefusedByItsKey(String key, String value) {
        Values values = new Values(Resolution.PID, Map.of(key, value));
        Settings.read(values);
        assertThat(values.problems()).extracting(Problem::key).containsExactly(key);
    }
}
