// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of an agent or a queue, as text for the database: a line for each key. Keys that a version does not know it passes over. */
final class Kept {
    private final Map<String, String> values = new TreeMap<>();

    static Kept read(String text) {
        Kept kept = new Kept();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                kept.values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return kept;
    }

    Kept with(String key, Object value) {
        values.put(key, String.valueOf(value).replaceAll("\\R", " "));
        return this;
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** 0 where there is none. */
    long number(String key) {
        String text = text(key);
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** What begins with this, by what follows it. */
    Map<String, String> all(String prefix) {
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .collect(Collectors.toMap(
                        each -> each.getKey().substring(prefix.length()),
                        Map.Entry::getValue,
                        (a, b) -> b,
                        TreeMap::new));
    }

    String text() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n"));
    }
}
