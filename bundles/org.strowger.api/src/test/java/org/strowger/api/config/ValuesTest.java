// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    private static final String FILE = "file:/strowger/etc/org.strowger.x-one.cfg";

    static List<Arguments> readable() {
        return List.of(
                Arguments.of("12", 12),
                Arguments.of(" 12 ", 12),
                Arguments.of(12, 12),
                Arguments.of(12L, 12),
                Arguments.of("1", 1),
                Arguments.of("20", 20));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void aNumberIsReadFromAnyType(Object value, int number) {
        Values values = new Values("x", Map.of("n", value));

        assertThat(values.number("n", 5, 1, 20)).isEqualTo(number);
        assertThat(values.problems()).isEmpty();
    }

    static List<Arguments> bad() {
        return List.of(
                Arguments.of("abc", "'abc' is not a whole number"),
                Arguments.of("", "'' is not a whole number"),
                Arguments.of(1.5, "'1.5' is not a whole number"),
                Arguments.of("99999999999999999999", "'99999999999999999999' is not a whole number"),
                Arguments.of("0", "0 is not between 1 and 20"),
                Arguments.of(4294967300L, "4294967300 is not between 1 and 20"),
                Arguments.of(new String[] {"1", "2"}, "is a list, where one value is wanted"),
                Arguments.of(List.of(1), "is a list, where one value is wanted"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadNumberLeavesTheDefaultAndIsReportedByFileKeyAndReason(Object value, String reason) {
        Values values = new Values("org.strowger.x~one", Map.of("n", value, "felix.fileinstall.filename", FILE));

        assertThat(values.number("n", 5, 1, 20)).isEqualTo(5);
        assertThat(values.problems())
                .containsExactly(new Problem("org.strowger.x~one", "org.strowger.x-one.cfg", "n", reason));
    }

    @Test
    void aFlagIsTrueOrFalseAndNothingElse() {
        Values values = new Values("x", Map.of("a", "TRUE", "b", false, "c", "yes"));

        assertThat(values.flag("a", false)).isTrue();
        assertThat(values.flag("b", true)).isFalse();
        assertThat(values.flag("c", true)).isTrue();
        assertThat(values.problems())
                .extracting(Problem::toString)
                .containsExactly("x: c: 'yes' is neither true nor false");
    }

    @Test
    void whatIsNotThereIsTheDefault() {
        Values values = Values.of(Map.of(), "x");

        assertThat(values.pid()).isEqualTo("x");
        assertThat(values.text("t", "standard")).isEqualTo("standard");
        assertThat(values.flag("f", true)).isTrue();
        assertThat(values.problems()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsFoundAtOnce() {
        Values values = Values.of(Map.of("service.pid", "org.strowger.x~one", "a", "x", "b", "y"), "org.strowger.x");
        values.number("a", 1, 0, 9);
        values.flag("b", true);
        values.refuse("", "goes together with nothing");

        assertThat(values.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "org.strowger.x~one: a: 'x' is not a whole number",
                        "org.strowger.x~one: b: 'y' is neither true nor false",
                        "org.strowger.x~one: goes together with nothing");
    }
}
