// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    /** A configuration of these values, and of the defaults where a key is not named. */
    private static EngineConfig config(Map<String, Object> values) {
        return (EngineConfig) Proxy.newProxyInstance(
                EngineConfig.class.getClassLoader(),
                new Class<?>[] {EngineConfig.class},
                (config, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void ofAnEmptyFileAreTheDefaults() {
        assertThat(Settings.of(config(Map.of()))).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void maySendMediaDirectly() {
        assertThat(Settings.of(config(Map.of("media", "direct"))).relay()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "no_18x, 0, no.18x: 0 is not between 1 and 600",
        "ring, 3601, ring: 3601 is not between 1 and 3600",
        "patience, -1, patience: -1 is not between 0 and 30000",
        "absence, 9999, absence: 9999 is not between 0 and 3600"
    })
    void refuseAValueOutOfRangeAndNameTheKey(String key, int value, String message) {
        assertThatThrownBy(() -> Settings.of(config(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refuseAnUnknownWayOfMedia() {
        assertThatThrownBy(() -> Settings.of(config(Map.of("media", "sideways"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("media: 'sideways' is neither relay nor direct");
    }

    @Test
    void thatAreBadLeaveWhatWasInForce() {
        Map<String, Object> file = Map.of("felix.fileinstall.filename", "etc/org.strowger.engine.cfg");
        Engine engine = new Engine(config(Map.of("ring", 20)), file);
        try {
            assertThat(engine.settings().ring()).isEqualTo(Duration.ofSeconds(20));
            engine.modified(config(Map.of("ring", -20)), file);
            assertThat(engine.settings().ring()).isEqualTo(Duration.ofSeconds(20));
            engine.modified(config(Map.of("ring", 30)), file);
            assertThat(engine.settings().ring()).isEqualTo(Duration.ofSeconds(30));
        } finally {
            engine.deactivate();
        }
    }

    @Test
    void thatAreBadFromTheStartAreTheDefaults() {
        Engine engine = new Engine(config(Map.of("media", "sideways")), Map.of());
        try {
            assertThat(engine.settings()).isEqualTo(Settings.DEFAULT);
        } finally {
            engine.deactivate();
        }
    }
}
