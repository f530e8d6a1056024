// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a configuration: the keys {@code route.1}, {@code route.2} and so on, one row each, in the order of the
 * numbers.
 */
final class TableParser {
    static final int MOST_ROWS = 100_000;

    private static final Pattern ROUTE = Pattern.compile("route\\.([0-9]{1,9})");
    /** What Config Admin, the file installer, Declarative Services and Karaf add to a configuration. */
    private static final Pattern FOREIGN =
            Pattern.compile("\\..*|(service|component|felix|osgi|karaf|org\\.apache|pbx|webconsole)\\..*|objectClass");

    private TableParser() {}

    static Reading parse(Map<String, ?> configuration) {
        List<Finding> findings = new ArrayList<>();
        Map<Integer, String> keys = new TreeMap<>();
        for (String key : new TreeMap<>(configuration).keySet()) {
            Matcher route = ROUTE.matcher(key);
            if (route.matches()) {
                String other = keys.putIfAbsent(Integer.valueOf(route.group(1)), key);
                if (other != null) {
                    findings.add(Finding.error(key, "", "is the same row as " + other));
                }
            } else if (!FOREIGN.matcher(key).matches()) {
                findings.add(Finding.error(key, "", "unknown key; rows are route.1, route.2 and so on"));
            }
        }
        if (keys.size() > MOST_ROWS) {
            findings.add(Finding.error("route.*", "", keys.size() + " rows, more than " + MOST_ROWS));
            return new Reading(List.of(), new Index(List.of()), findings);
        }
        List<Row> rows = new ArrayList<>(keys.size());
        for (String key : keys.values()) {
            if (configuration.get(key) instanceof String text) {
                RowParser.parse(key, text, findings).ifPresent(rows::add);
            } else {
                findings.add(Finding.error(key, "", "is not a text but " + configuration.get(key)));
            }
        }
        Index index = new Index(rows);
        findings.addAll(Coverage.shadowed(rows, index));
        return new Reading(rows, index, findings);
    }
}
