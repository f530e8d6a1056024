// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterTest {
    private static final Instant NOW = Happenings.BEGAN.plusSeconds(3600);

    @ParameterizedTest
    @CsvSource({
        "call, c5, true",
        "call, c*, true",
        "call, d*, false",
        "end_status, ok, false",
        "since, 61m, true",
        "since, 59m, false",
        "since, 2d, true",
        "since, 2026-01-31, true",
        "since, 2026-01-31T08:30:00Z, false"
    })
    void aRecordIsWantedOrNot(String name, String text, boolean wanted) {
        assertThat(Filter.of(Map.of(name, text), false, () -> NOW).test(SinksTest.record(5)))
                .isEqualTo(wanted);
    }

    @Test
    void whatCannotBeUnderstoodIsSaid() {
        assertThatThrownBy(() -> Filter.of(Map.of("colour", "red"), false, () -> NOW))
                .hasMessageContaining("'colour' is none of")
                .hasMessageContaining("end_status");
        assertThatThrownBy(() -> Filter.of(Map.of("since", "noon"), false, () -> NOW))
                .hasMessageContaining("'noon' is neither a moment such as");
    }
}
