// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a header's name and value mean as text (RFC 3261 section 7.3), where the stack's parser does not say. */
final class HeaderText {
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("a", "Accept-Contact"),
            Map.entry("b", "Referred-By"),
            Map.entry("c", "Content-Type"),
            Map.entry("d", "Request-Disposition"),
            Map.entry("e", "Content-Encoding"),
            Map.entry("f", "From"),
            Map.entry("i", "Call-ID"),
            Map.entry("j", "Reject-Contact"),
            Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"),
            Map.entry("m", "Contact"),
            Map.entry("n", "Identity-Info"),
            Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"),
            Map.entry("s", "Subject"),
            Map.entry("t", "To"),
            Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"),
            Map.entry("x", "Session-Expires"),
            Map.entry("y", "Identity"));

    private HeaderText() {}

    /** The long form of a compact name; any other name as it is. */
    static String longName(String name) {
        return name.length() == 1 ? LONG.getOrDefault(name.toLowerCase(Locale.ROOT), name) : name;
    }

    /** The values that commas join, which do so only outside of quotes and angle brackets. */
    static List<String> split(String value) {
        List<String> values = new ArrayList<>(2);
        boolean quoted = false;
        boolean angle = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                angle = c == '<';
            } else if (c == ',' && !quoted && !angle) {
                values.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        values.add(value.substring(start).strip());
        values.removeIf(String::isEmpty);
        return values;
    }
}
