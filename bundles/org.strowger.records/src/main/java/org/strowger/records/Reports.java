// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.strowger.api.console.Report;

/** Records as the console shows them, every column of them. Pure functions. */
final class Reports {
    private Reports() {}

    static Report records(List<CallRecord> records) {
        Report.Builder report = Report.columns(
                Arrays.stream(Column.values()).map(Reports::camel).toArray(String[]::new));
        for (CallRecord record : records) {
            report.row(Arrays.stream(Column.values())
                    .map(column -> record.value(column).orElse(null))
                    .toArray());
        }
        return report.build();
    }

    private static String camel(Column column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.label().split("_")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
