// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes header values apart where they may be: not within quotes, nor within angle brackets (RFC 3261 section 25.1). Pure functions. */
final class Parts {
    private Parts() {}

    /** What stands between the separators, without the blanks around it. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>(4);
        int start = 0;
        for (int end = end(value, 0, separator); ; end = end(value, start, separator)) {
            parts.add(value.substring(start, end).strip());
            if (end == value.length()) {
                return parts;
            }
            start = end + 1;
        }
    }

    private static int end(String value, int from, char separator) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else {
                    quoted = c != '"';
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<' || c == '>') {
                bracketed = c == '<';
            } else if (c == separator && !bracketed) {
                return i;
            }
        }
        return value.length();
    }

    /** Every value of a header's lines: commas join some on one line. */
    static List<String> values(List<String> lines) {
        return lines.stream()
                .flatMap(line -> split(line, ',').stream())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** What follows the first semicolon: names in lower case, values as written but without their quotes. */
    static Map<String, String> parameters(List<String> parts) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals).strip();
            if (!name.isEmpty()) {
                parameters.putIfAbsent(
                        name.toLowerCase(Locale.ROOT),
                        equals < 0 ? "" : unquoted(part.substring(equals + 1).strip()));
            }
        }
        return parameters;
    }

    static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 2 < text.length()) {
                c = text.charAt(++i);
            }
            out.append(c);
        }
        return out.toString();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A value of a parameter: as a token where it can be one. */
    static String parameter(String text) {
        return isToken(text) ? text : quoted(text);
    }

    static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-.!%*_+`'~".indexOf(c) >= 0));
    }

    /** @throws IllegalArgumentException naming the text, unless it is a number from 0 to {@code most} */
    static int number(String what, String text, int most) {
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(what + " '" + text + "' is not between 0 and " + most);
        }
        return number;
    }
}
