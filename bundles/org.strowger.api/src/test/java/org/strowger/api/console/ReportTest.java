// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void keepsTheOrderOfItsColumnsInEveryRow() {
        Report report = Report.columns("zulu", "alpha").row(1, null).row(2, "b").build();
        assertThat(report.columns()).containsExactly("zulu", "alpha");
        assertThat(report.rows()).hasSize(2).allSatisfy(row -> assertThat(row.keySet())
                .containsExactly("zulu", "alpha"));
        assertThat(report.rows().get(0).get("alpha")).isNull();
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> Report.columns("a", "b").row(1)).hasMessage("1 values for columns [a, b]");
    }

    @Test
    void cannotBeChangedAfterwards() {
        Report.Builder builder = Report.columns("a").row(1);
        Report report = builder.build();
        builder.row(2);
        assertThat(report.rows()).hasSize(1);
        assertThatThrownBy(() -> report.rows().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> report.rows().get(0).put("a", 3)).isInstanceOf(UnsupportedOperationException.class);
    }
}
