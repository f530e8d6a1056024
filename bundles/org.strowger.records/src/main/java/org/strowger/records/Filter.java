// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Which records are wanted. Pure functions. */
final class Filter {
    private Filter() {}

    /**
     * @param filters by the name of a column, the text that it has, or a beginning of it followed by {@code *}; and {@code since}: a
     *     moment, or for how long back, such as {@code 90m} or {@code 2d}
     * @param attempts whether attempts are wanted too
     * @throws IllegalArgumentException for a filter that cannot be understood
     */
    static Predicate<CallRecord> of(Map<String, String> filters, boolean attempts) {
        return of(filters, attempts, Clock.systemUTC());
    }

    static Predicate<CallRecord> of(Map<String, String> filters, boolean attempts, InstantSource clock) {
        Predicate<CallRecord> wanted =
                record -> attempts || record.text(Column.KIND).equals("call");
        for (Map.Entry<String, String> filter : filters.entrySet()) {
            wanted = wanted.and(
                    filter.getKey().equals("since")
                            ? since(filter.getValue(), clock)
                            : is(filter.getKey(), filter.getValue()));
        }
        return wanted;
    }

    private static Predicate<CallRecord> is(String name, String text) {
        Column column = column(name);
        if (text.endsWith("*")) {
            String beginning = text.substring(0, text.length() - 1);
            return record -> record.text(column).startsWith(beginning);
        }
        return record -> record.text(column).equals(text);
    }

    private static Column column(String name) {
        return Arrays.stream(Column.values())
                .filter(column -> column.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + names()));
    }

    /** By what records can be asked for. */
    static List<String> names() {
        return Arrays.stream(Column.values()).map(Column::label).toList();
    }

    private static Predicate<CallRecord> since(String text, InstantSource clock) {
        Instant from = moment(text, clock);
        return record -> record.value(Column.ENDED)
                .filter(at -> !((Instant) at).isBefore(from))
                .isPresent();
    }

    private static Instant moment(String text, InstantSource clock) {
        try {
            if (text.matches("\\d{1,9}[smhd]")) {
                String letters = text.toUpperCase(Locale.ROOT);
                return clock.instant().minus(Duration.parse(text.endsWith("d") ? "P" + letters : "PT" + letters));
            }
            return Instant.parse(text.matches("\\d{4}-\\d\\d-\\d\\d") ? text + "T00:00:00Z" : text);
        } catch (DateTimeException bad) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a moment such as 2026-01-31T08:00:00Z nor a time such as 90m or 2d",
                    bad);
        }
    }
}
