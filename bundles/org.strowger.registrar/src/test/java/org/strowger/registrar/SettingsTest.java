// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String FILE = "file:/strowger/etc/org.strowger.registrar.cfg";

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(Settings.of(Configs.of(Map.of()), Map.of()))
                .isEqualTo(new Settings("strowger", 3600, 60, 7200, 10, SelfCall.BUSY, Duration.ofSeconds(30)));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "expires.min, 0, 0 is not between 1 and 3600",
        "expires.min, 3601, 3601 is not between 1 and 3600",
        "expires.max, 59, 59 is not between 60 and 604800",
        "expires.default, 59, 59 is not between 60 and 7200",
        "expires.default, 7201, 7201 is not between 60 and 7200",
        "contacts.per.account, 0, 0 is not between 1 and 100",
        "sweep.period, -1, -1 is not between 1 and 3600",
        "self.call, 404, '''404'' is none of 486, 482, allow'",
        "realm, '', a realm has between 1 and 100 characters",
        "realm, 'a\"b', 'a realm holds no quotes, backslashes or control characters'",
    })
    void aBadValueIsNamedWithItsFileItsKeyAndTheReason(String key, String text, String reason) {
        Object value = key.equals("realm") || key.equals("self.call") ? text : Integer.valueOf(text);

        assertThatThrownBy(
                        () -> Settings.of(Configs.of(Map.of(key, value)), Map.of("felix.fileinstall.filename", FILE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(FILE + ": " + key + ": " + reason);
    }

    @Test
    void aValueThatIsNoNumberIsNamedToo() {
        Map<String, Object> values = new HashMap<>();
        values.put("expires.min", new IllegalStateException("For input string: \"soon\""));

        assertThatThrownBy(() -> Settings.of(Configs.of(values), Map.of("service.pid", "org.strowger.registrar")))
                .hasMessage("org.strowger.registrar: expires.min: For input string: \"soon\"");
    }
}
