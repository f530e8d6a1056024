// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

class SettingsTest {
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
    void metatypeTellsTheSameDefaults() {
        Map<String, Object> told = new HashMap<>();
        Arrays.stream(MediaConfig.class.getMethods())
                .filter(method -> method.getDeclaringClass() == MediaConfig.class)
                .forEach(method -> told.put(key(method), method.getDefaultValue()));
        assertThat(told).hasSize(13);
        assertThat(settings(told)).isEqualTo(settings(Map.of()));
    }

    @Test
    void aRangeMayBeginAndEndWithAnOddPort() {
        assertThat(settings(Map.of("port.min", "20001", "port.max", 20_003)).portMax())
                .isEqualTo(20_003);
    }

    @ParameterizedTest
    @CsvSource({
        "port.min, 80, 80 is not between 1024 and 65534",
        "port.min, many, 'many' is not a whole number",
        "port.max, 9999, 9999 leaves no even port with its next one above port.min 10000",
        "port.max, 10000, 10000 leaves no even port with its next one above port.min 10000",
        "dscp, 64, 64 is not between 0 and 63",
        "threads, -1, -1 is not between 0 and 64",
        "latch.window, -5, -5 is not between 0 and 60000",
        "latch.silence, 0, 0 is not between 100 and 600000",
        "latch.strangers, perhaps, 'perhaps' is neither true nor false",
        "prompts.memory, 0, 0 is not between 1 and 4096",
        "dtmf.tones, maybe, 'maybe' is neither true nor false",
        "audio.silence, -1, -1 is not between 0 and 3600",
    })
    void aBadValueIsRefusedWithKeyAndReason(String key, String value, String reason) {
        Values values = new Values(MediaService.PID, Map.of(key, value));
        Settings.read(values);
        assertThat(values.problems()).containsExactly(new Problem(MediaService.PID, "", key, reason));
    }

    @Test
    void whatIsNotInAListIsRefusedWithTheList() {
        Values values = new Values(MediaService.PID, Map.of("codecs", "PCMA, G729", "country", "xx"));
        Settings.read(values);
        assertThat(values.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "org.strowger.media: codecs: 'G729' is not among [G722, PCMA, PCMU]",
                        "org.strowger.media: country: 'xx' is not among [au, cn, de, es, fr, gb, it, jp, us]");
    }

    private static String key(Method method) {
        return method.getName().replace('_', '.');
    }

    private static Settings settings(Map<String, Object> properties) {
        Values values = new Values(MediaService.PID, properties);
        Settings settings = Settings.read(values);
        assertThat(values.problems()).isEmpty();
        return settings;
    }
}
