// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command has to say: rows of named columns. Values are strings, numbers, booleans, {@link java.time.Instant},
 * {@link java.time.Duration}, or lists and maps of these; column names are {@code lowerCamel} and are the JSON's fields,
 * as stable as the API.
 */
public record Report(List<String> columns, List<Map<String, Object>> rows) {
    public Report {
        columns = List.copyOf(columns);
        List<Map<String, Object>> copies = new ArrayList<>(rows.size());
        for (Map<String, Object> row : rows) {
            copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /** Starts a report with these columns. */
    public static Builder columns(String... columns) {
        return new Builder(List.of(columns));
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {
        private final List<String> columns;
        private final List<Map<String, Object>> rows = new ArrayList<>();

        private Builder(List<String> columns) {
            this.columns = columns;
        }

        /**
         * Adds a row, one value for each column; null for none.
         *
         * @throws IllegalArgumentException when there are not as many values as columns
         */
        public Builder row(Object... values) {
            if (values.length != columns.size()) {
                throw new IllegalArgumentException(values.length + " values for columns " + columns);
            }
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                row.put(columns.get(i), values[i]);
            }
            rows.add(row);
            return this;
        }

        public Report build() {
            return new Report(columns, rows);
        }
    }
}
