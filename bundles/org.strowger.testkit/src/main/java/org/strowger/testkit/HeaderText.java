// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Header names and values as the SIP bundle gives them to roles. */
final class HeaderText {
    /** RFC 3261 section 7.3.3 and the registries of its extensions. */
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("i", "call-id"),
            Map.entry("m", "contact"),
            Map.entry("e", "content-encoding"),
            Map.entry("l", "content-length"),
            Map.entry("c", "content-type"),
            Map.entry("f", "from"),
            Map.entry("s", "subject"),
            Map.entry("k", "supported"),
            Map.entry("t", "to"),
            Map.entry("v", "via"),
            Map.entry("o", "event"),
            Map.entry("u", "allow-events"),
            Map.entry("r", "refer-to"),
            Map.entry("b", "referred-by"),
            Map.entry("x", "session-expires"),
            Map.entry("d", "request-disposition"),
            Map.entry("j", "reject-contact"),
            Map.entry("a", "accept-contact"),
            Map.entry("y", "identity"),
            Map.entry("n", "identity-info"));

    /** A comma within these is part of the value: RFC 3261 section 7.3.1, and those that are text or a date. */
    private static final Set<String> SINGLE = Set.of(
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "call-id",
            "date",
            "organization",
            "retry-after",
            "server",
            "subject",
            "user-agent");

    private HeaderText() {}

    /** The long name in lower case. */
    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return COMPACT.getOrDefault(lower, lower);
    }

    /** The values of one line, split at commas outside of quotes and angle brackets. */
    static List<String> split(String canonicalName, String value) {
        if (SINGLE.contains(canonicalName) || value.indexOf(',') < 0) {
            return List.of(value.strip());
        }
        List<String> values = new ArrayList<>();
        boolean quoted = false;
        boolean angle = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<' || c == '>') {
                angle = c == '<';
            } else if (c == ',' && !angle) {
                values.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        values.add(value.substring(start).strip());
        values.removeIf(String::isEmpty);
        return values;
    }
}
