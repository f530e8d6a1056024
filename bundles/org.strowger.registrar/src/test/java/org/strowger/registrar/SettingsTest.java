// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

class SettingsTest {
    private static final Settings DEFAULTS =
            new Settings("strowger", 3600, 60, 7200, 10, SelfCall.BUSY, Duration.ofSeconds(30));
    private static final String FILE = "file:/strowger/etc/org.strowger.registrar.cfg";

    @Test
    void withoutAFileTheDefaultsHold() {
        Values values = Values.of(Map.of(), Registrar.PID);

        assertThat(Settings.read(values)).isEqualTo(DEFAULTS);
        assertThat(values.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "expires.min, 0, 0 is not between 1 and 3600",
        "expires.min, 3601, 3601 is not between 1 and 3600",
        "expires.min, abc, '''abc'' is not a whole number'",
        "expires.max, 59, '59 is less than expires.min, 60'",
        "expires.max, 604801, 604801 is not between 1 and 604800",
        "expires.default, 59, 59 is not between 60 and 7200",
        "expires.default, 7201, 7201 is not between 60 and 7200",
        "contacts.per.account, 0, 0 is not between 1 and 100",
        "sweep.period, -1, -1 is not between 1 and 3600",
        "self.call, 404, '''404'' is none of 486, 482, allow'",
        "realm, '', a realm has between 1 and 100 characters",
        "realm, 'a\"b', 'a realm holds no quotes, backslashes or control characters'",
    })
    void aBadValueIsNamedWithItsFileItsKeyAndTheReasonAndTheDefaultStandsIn(String key, String text, String reason) {
        Values values = Values.of(Map.of(key, text, "felix.fileinstall.filename", FILE), Registrar.PID);

        assertThat(Settings.read(values)).isEqualTo(DEFAULTS);
        assertThat(values.problems())
                .containsExactly(new Problem(Registrar.PID, "org.strowger.registrar.cfg", key, reason));
    }

    @Test
    void theExpiryKeysStandOrFallTogether() {
        Values values = Values.of(
                Map.of("expires.min", 600, "expires.max", 300, "expires.default", "400", "realm", "here"),
                Registrar.PID);
        Settings settings = Settings.read(values);

        assertThat(values.problems()).extracting(Problem::key).containsExactly("expires.max");
        assertThat(settings.expiresMin()).isEqualTo(60);
        assertThat(settings.expiresDefault()).isEqualTo(3600);
        assertThat(settings.realm()).isEqualTo("here");
    }
}
