// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.List;
import org.strowger.api.config.Problem;
import org.strowger.api.console.Report;
import org.strowger.console.config.Transactions.Difference;

/** What transactions look like in a report. The columns are stable. */
public final class ConfigReports {
    private ConfigReports() {}

    /** A row for each key that changes. */
    public static Report differences(List<Difference> differences) {
        Report.Builder report = Report.columns("pid", "file", "key", "before", "after");
        for (Difference difference : differences) {
            report.row(
                    difference.pid().id(),
                    Transactions.fileName(difference.file()),
                    difference.key(),
                    difference.before().orElse(null),
                    difference.after().orElse(null));
        }
        return report.build();
    }

    /** A row for each finding. */
    public static Report findings(List<Finding> findings) {
        Report.Builder report = Report.columns("severity", "pid", "file", "key", "reason");
        for (Finding finding : findings) {
            Problem problem = finding.problem();
            String severity = finding.error() ? "error" : "warning";
            report.row(severity, problem.pid(), orNull(problem.file()), orNull(problem.key()), problem.reason());
        }
        return report.build();
    }

    /** A row for each problem. */
    public static Report problems(List<Problem> problems) {
        Report.Builder report = Report.columns("pid", "file", "key", "reason");
        for (Problem problem : problems) {
            report.row(problem.pid(), orNull(problem.file()), orNull(problem.key()), problem.reason());
        }
        return report.build();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
