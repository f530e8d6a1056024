// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.strowger.api.config.Problem;
import org.strowger.api.console.Report;

/** The table as the console shows it. */
final class Listing {
    private static final String[] COLUMNS = {
        "row", "inFrom", "inTo", "outFrom", "outTo", "via", "callin", "hits", "warning"
    };

    private Listing() {}

    /** @param rejections each becomes a row of its own at the top, named {@code rejected} */
    static Report of(Optional<Table> table, List<Problem> rejections) {
        Report.Builder report = Report.columns(COLUMNS);
        rejections.forEach(why -> report.row("rejected", null, null, null, null, null, null, null, why.toString()));
        table.ifPresent(inForce -> {
            Map<String, String> warnings = inForce.warnings().stream()
                    .collect(Collectors.toMap(Finding::key, Finding::inRow, (one, two) -> one + "; " + two));
            inForce.rows().forEach(row -> add(report, row, inForce.hits(row), warnings.get(row.key())));
        });
        return report.build();
    }

    private static void add(Report.Builder report, Row row, long hits, String warning) {
        report.row(
                row.key(),
                row.inFrom().toString(),
                row.inTo().toString(),
                row.outFrom().text(),
                row.refusal().map(status -> "!" + status).orElse(row.outTo().text()),
                row.ways().stream().flatMap(Optional::stream).toList(),
                row.callin().isEmpty() ? null : row.callin(),
                hits,
                warning);
    }
}
