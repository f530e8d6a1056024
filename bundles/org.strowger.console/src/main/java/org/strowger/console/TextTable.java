// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.strowger.api.console.Report;

/** Reports as text: a header line, and a line a row; columns two spaces apart, numbers to the right, a dash for nothing. */
final class TextTable {
    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    private TextTable() {}

    static String of(Report report) {
        List<String> columns = report.columns();
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (Map<String, Object> row : report.rows()) {
            lines.add(columns.stream().map(column -> text(row.get(column))).toList());
        }
        int[] widths = new int[columns.size()];
        boolean[] right = new boolean[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths[i] = lines.stream()
                    .mapToInt(line -> width(line.get(column)))
                    .max()
                    .orElse(0);
            right[i] = numeric(report, columns.get(i));
        }
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> append(out, line, widths, right));
        return out.toString();
    }

    private static void append(StringBuilder out, List<String> line, int[] widths, boolean[] right) {
        int start = out.length();
        for (int i = 0; i < widths.length; i++) {
            String cell = line.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            out.append(i == 0 ? "" : GAP).append(right[i] ? padding + cell : cell + padding);
        }
        int end = out.length();
        while (end > start && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
    }

    private static boolean numeric(Report report, String column) {
        List<Object> values = report.rows().stream()
                .map(row -> row.get(column))
                .filter(value -> value != null)
                .toList();
        return !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** A value in a cell: instants to the second, durations as hours, minutes and seconds. */
    static String text(Object value) {
        String text = plain(value);
        return text.isEmpty() ? NOTHING : text.codePoints().anyMatch(TextTable::control) ? harmless(text) : text;
    }

    private static String plain(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        if (value instanceof Duration duration) {
            return "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + plain(entry.getValue()))
                    .collect(Collectors.joining(" "));
        }
        if (value instanceof Iterable<?> list) {
            return StreamSupport.stream(list.spliterator(), false)
                    .map(TextTable::plain)
                    .collect(Collectors.joining(","));
        }
        return value.toString();
    }

    /** Names come from the network: none of them shall steer the operator's terminal. */
    private static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(control(c) ? '?' : c));
        return out.toString();
    }

    private static boolean control(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
