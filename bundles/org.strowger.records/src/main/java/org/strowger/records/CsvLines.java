// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Records as lines of CSV (RFC 4180), one each; what a caller has written begins no formula in a spreadsheet. Pure functions. */
final class CsvLines {
    /** The first line of a file, without its end. */
    static final String HEAD = Arrays.stream(Column.values()).map(Column::label).collect(Collectors.joining(","));

    private static final String FORMULA = "=+-@\t";

    private CsvLines() {}

    static byte[] write(CallRecord record) {
        String line = Arrays.stream(Column.values())
                .map(column -> field(column, record.text(column)))
                .collect(Collectors.joining(","));
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String field(Column column, String value) {
        String text = value.replace('\r', ' ').replace('\n', ' ');
        boolean number = text.matches("\\+?[0-9]*");
        if (column.type() == Column.Type.TEXT && !number && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.indexOf(',') < 0 && text.indexOf('"') < 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The number of the record of a line; empty where it is none. */
    static Optional<Long> seq(String line) {
        int comma = line.indexOf(',');
        String first = comma < 0 ? "" : line.substring(0, comma);
        return first.matches("\\d{1,19}") ? Optional.of(Long.valueOf(first)) : Optional.empty();
    }
}
