// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the first row of a table without asking all of them. Each row is filed under what its in_to or else its in_from
 * begins with, and a call meets the rows that are filed under a beginning of its numbers. The index only leaves out
 * rows that cannot match: whether one does is the row's own decision. Immutable once made.
 */
final class Index {
    private record Entry(int order, Row row) {}

    private final Map<String, List<Entry>> byFrom = new HashMap<>();
    private final Map<String, List<Entry>> byTo = new HashMap<>();
    private final int[] fromLengths;
    private final int[] toLengths;

    Index(List<Row> rows) {
        for (int order = 0; order < rows.size(); order++) {
            Row row = rows.get(order);
            List<String> from = row.inFrom().stems();
            List<String> to = row.inTo().stems();
            boolean fileByFrom = crowd(byFrom, from) < crowd(byTo, to);
            Map<String, List<Entry>> file = fileByFrom ? byFrom : byTo;
            for (String stem : fileByFrom ? from : to) {
                file.computeIfAbsent(stem, s -> new ArrayList<>()).add(new Entry(order, row));
            }
        }
        fromLengths = lengths(byFrom);
        toLengths = lengths(byTo);
    }

    /** How many rows a row would join; no beginning at all is the worst place, for every call meets the rows there. */
    private static int crowd(Map<String, List<Entry>> file, List<String> stems) {
        int most = 0;
        for (String stem : stems) {
            most = Math.max(
                    most,
                    stem.isEmpty()
                            ? Integer.MAX_VALUE
                            : file.getOrDefault(stem, List.of()).size());
        }
        return most;
    }

    private static int[] lengths(Map<String, List<Entry>> file) {
        Stream<String> stems = file.keySet().stream();
        return stems.mapToInt(String::length).distinct().sorted().toArray();
    }

    /** The first row, in the table's order, that is asked for; null for none. */
    Row first(String from, String to, Predicate<Row> asked) {
        Entry found = first(byTo, toLengths, to, asked, first(byFrom, fromLengths, from, asked, null));
        return found == null ? null : found.row;
    }

    private static Entry first(
            Map<String, List<Entry>> file, int[] lengths, String number, Predicate<Row> asked, Entry best) {
        Entry found = best;
        for (int length : lengths) {
            if (length > number.length()) {
                break;
            }
            List<Entry> entries = file.get(number.substring(0, length));
            if (entries != null) {
                found = first(entries, asked, found);
            }
        }
        return found;
    }

    private static Entry first(List<Entry> entries, Predicate<Row> asked, Entry best) {
        int end = best == null ? Integer.MAX_VALUE : best.order;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.order >= end) {
                break;
            }
            if (asked.test(entry.row)) {
                return entry;
            }
        }
        return best;
    }
}
