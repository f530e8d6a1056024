// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.config.Problem;
import org.strowger.api.console.Report;

/** The columns are the JSON's fields, which scripts rely on. */
class ConfigReportsTest {
    private static final Problem PROBLEM = new Problem("org.strowger.x~one", "", "port", "is bad");

    @Test
    void aDifferenceHasWhatItWasAndWhatItIsToBe() {
        Report report = ConfigReports.differences(List.of(new Transactions.Difference(
                Pid.parse("org.strowger.x-one"),
                "/etc/org.strowger.x-one.cfg",
                "port",
                Optional.empty(),
                Optional.of("1"))));

        assertThat(report.columns()).containsExactly("pid", "file", "key", "before", "after");
        assertThat(report.rows().get(0).values())
                .containsExactly("org.strowger.x~one", "org.strowger.x-one.cfg", "port", null, "1");
    }

    @Test
    void findingsAndProblemsHaveTheirFields() {
        Report findings = ConfigReports.findings(List.of(Finding.warning(PROBLEM)));
        Report problems = ConfigReports.problems(List.of(PROBLEM));

        assertThat(findings.columns()).containsExactly("severity", "pid", "file", "key", "reason");
        assertThat(findings.rows().get(0).values())
                .containsExactly("warning", "org.strowger.x~one", null, "port", "is bad");
        assertThat(problems.columns()).containsExactly("pid", "file", "key", "reason");
        assertThat(problems.rows().get(0).values()).containsExactly("org.strowger.x~one", null, "port", "is bad");
    }
}
