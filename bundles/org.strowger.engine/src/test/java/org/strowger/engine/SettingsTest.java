// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;

class SettingsTest {
    private static final String FILE = "felix.fileinstall.filename";

    /** A key as Config Admin knows it: an underscore in the annotation is a dot. */
    private static Map<String, Object> metatype() {
        return Arrays.stream(EngineConfig.class.getDeclaredMethods())
                .collect(Collectors.toMap(method -> method.getName().replace('_', '.'), Method::getDefaultValue));
    }

    @Test
    void ofAnEmptyFileAreWhatMetatypePromises() {
        assertThat(Settings.check("pid", metatype())).isEqualTo(new Settings.Checked(Settings.DEFAULT, List.of()));
        assertThat(metatype()).hasSize(8);
    }

    @Test
    void maySendMediaDirectly() {
        assertThat(Settings.check("pid", Map.of("media", "direct")).settings().relay())
                .isFalse();
    }

    @Test
    void areReadFromTextToo() {
        Settings settings = Settings.check("pid", Map.of("ring", " 20 ", "breaker.failures", "7"))
                .settings();
        assertThat(settings.ring()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.failures()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no.18x           | 0         | 0 is not between 1 and 600
            ring             | 3601      | 3601 is not between 1 and 3600
            patience         | -1        | -1 is not between 0 and 30000
            absence          | 9999      | 9999 is not between 0 and 3600
            deadline         | 9         | 9 is not between 10 and 60000
            deadline         | soon      | 'soon' is not a whole number
            breaker.failures | 4294967301 | 4294967301 is not between 1 and 1000
            breaker.rest     | 1.5       | '1.5' is not a whole number
            media            | sideways  | 'sideways' is neither relay nor direct
            """)
    void refuseABadValueAndNameTheKey(String key, String value, String reason) {
        List<Problem> problems =
                Settings.check("pid", Map.of(key, value, FILE, "engine.cfg")).problems();
        assertThat(problems).containsExactly(new Problem("pid", "engine.cfg", key, reason));
    }

    @Test
    void ofAnyKindAreRefusedOneByOne() {
        assertThat(Settings.check("pid", Map.of("ring", new int[] {1}, "patience", List.of(), "media", 7))
                        .problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("ring", "patience", "media");
    }

    @Test
    void thatAreBadLeaveWhatWasInForceAndAreReported() {
        Engine engine = new Engine(Map.of("ring", 20, FILE, "engine.cfg"));
        try {
            assertThat(engine.settings().ring()).isEqualTo(Duration.ofSeconds(20));
            engine.modified(Map.of("ring", -20, FILE, "engine.cfg"));
            assertThat(engine.settings().ring()).isEqualTo(Duration.ofSeconds(20));
            assertThat(engine.refused())
                    .extracting(Problem::toString)
                    .containsExactly("engine.cfg: ring: -20 is not between 1 and 3600");
            engine.modified(Map.of("ring", 30));
            assertThat(engine.settings().ring()).isEqualTo(Duration.ofSeconds(30));
            assertThat(engine.refused()).isEmpty();
        } finally {
            engine.deactivate();
        }
    }

    @Test
    void thatAreBadFromTheStartAreTheDefaults() {
        Engine engine = new Engine(Map.of("media", "sideways"));
        try {
            assertThat(engine.settings()).isEqualTo(Settings.DEFAULT);
            assertThat(engine.refused()).extracting(Problem::key).containsExactly("media");
        } finally {
            engine.deactivate();
        }
    }

    @Test
    void areCheckedWithoutBeingTaken() {
        Engine engine = new Engine(Map.of());
        try {
            assertThat(engine.check("org.strowger.engine", Map.of("ring", 0))).hasSize(1);
            assertThat(engine.check("org.strowger.engine", Map.of("ring", 1))).isEmpty();
            assertThat(engine.refused()).isEmpty();
            assertThat(engine.settings()).isEqualTo(Settings.DEFAULT);
        } finally {
            engine.deactivate();
        }
    }
}
