// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String FILE = "file:/opt/strowger/etc/org.strowger.media.cfg";

    @Test
    void withoutAFileTheDefaultsHold() {
        Settings settings = settings(Map.of());
        assertThat(settings.portMin()).isEqualTo(10_000);
        assertThat(settings.portMax()).isEqualTo(32_767);
        assertThat(settings.dscp()).isEqualTo(46);
        assertThat(settings.threads()).isPositive();
        assertThat(settings.latch()).isEqualTo(new Latch.Policy(5, 1_000, 3_000, true));
    }

    @Test
    void aRangeMayBeginAndEndWithAnOddPort() {
        assertThat(settings(Map.of("port.min", "20001", "port.max", "20003")).portMax())
                .isEqualTo(20_003);
    }

    @ParameterizedTest
    @CsvSource({
        "port.min, 80, 80 is not between 1024 and 65534",
        "port.min, many, 'many' is no whole number",
        "port.max, 9999, 9999 leaves no even port with its next one above port.min 10000",
        "port.max, 10000, 10000 leaves no even port with its next one above port.min 10000",
        "dscp, 64, 64 is not between 0 and 63",
        "threads, -1, -1 is not between 0 and 64",
        "latch.window, -5, -5 is not between 0 and 60000",
        "latch.silence, 0, 0 is not between 100 and 600000",
        "latch.strangers, perhaps, 'perhaps' is neither true nor false",
    })
    void aBadValueIsRefusedWithFileKeyAndReason(String key, String value, String reason) {
        assertThatThrownBy(() -> settings(Map.of(key, value))).hasMessage(FILE + ": " + key + ": " + reason);
    }

    /** Reads the properties as the framework's component property types do. */
    private static Settings settings(Map<String, String> given) {
        Map<String, Object> properties = new HashMap<>(given);
        properties.put("felix.fileinstall.filename", FILE);
        MediaService.Config config = (MediaService.Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(), new Class<?>[] {MediaService.Config.class}, (proxy, key, none) -> {
                    String value = given.get(key.getName().replace('_', '.'));
                    if (value == null) {
                        return key.getDefaultValue();
                    }
                    return key.getReturnType() == boolean.class
                            ? (Object) Boolean.valueOf(value)
                            : Integer.valueOf(value);
                });
        return Settings.of(config, properties);
    }
}
