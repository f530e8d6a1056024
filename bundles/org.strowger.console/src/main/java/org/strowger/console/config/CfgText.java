// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * The text of a {@code .cfg} file. It is read by the very code by which File Install reads it, and changed line by line, so that
 * comments, order and everything that is not changed stay to the letter.
 */
final class CfgText {
    /** A line with those that continue it; a blank or a comment has no key. */
    private record Line(Optional<String> key, String text) {}

    private CfgText() {}

    /**
     * What File Install makes of it.
     *
     * @param variables the value of what stands in <code>${}</code>
     */
    static Map<String, Object> properties(String text, UnaryOperator<String> variables) {
        return read(text, new TypedProperties((name, key, variable) -> variables.apply(variable)));
    }

    /** The keys and values as they are written, nothing in <code>${}</code> replaced. */
    static Map<String, String> raw(String text) {
        Map<String, String> raw = new TreeMap<>();
        read(text, new TypedProperties(false)).forEach((key, value) -> raw.put(key, value.toString()));
        return raw;
    }

    private static Map<String, Object> read(String text, TypedProperties properties) {
        try {
            properties.load(new StringReader(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new LinkedHashMap<>(properties);
    }

    /**
     * The text with some keys changed.
     *
     * @param edits the new value of each; empty where the key goes
     * @throws IllegalArgumentException when the file would not be read as meant, as one of typed values would not
     */
    static String edited(String text, Map<String, Optional<String>> edits) {
        List<Line> lines = lines(text);
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        edits.forEach((key, value) -> {
            int at = last(lines, key);
            if (value.isEmpty()) {
                lines.removeIf(line -> line.key.equals(Optional.of(key)));
            } else if (at >= 0) {
                lines.set(at, line(key, value.get(), end));
            } else {
                lines.add(line(key, value.get(), end));
            }
        });
        StringBuilder edited = new StringBuilder();
        for (Line line : lines) {
            if (edited.length() > 0 && edited.charAt(edited.length() - 1) != '\n') {
                edited.append(end);
            }
            edited.append(line.text);
        }
        verify(text, edits, edited.toString());
        return edited.toString();
    }

    private static void verify(String text, Map<String, Optional<String>> edits, String edited) {
        Map<String, String> wanted = raw(text);
        edits.forEach((key, value) -> value.ifPresentOrElse(given -> wanted.put(key, given), () -> wanted.remove(key)));
        Map<String, String> got = raw(edited);
        if (!got.equals(wanted)) {
            throw new IllegalArgumentException("cannot be written in this file's form: edit the file");
        }
    }

    private static int last(List<Line> lines, String key) {
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            last = lines.get(i).key.equals(Optional.of(key)) ? i : last;
        }
        return last;
    }

    private static Line line(String key, String value, String end) {
        return new Line(Optional.of(key), escaped(key, true) + " = " + escaped(value, false) + end);
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = after(text, from);
            Optional<String> key = key(text.substring(from, to));
            while (key.isPresent() && continued(text, from, to) && to < text.length()) {
                to = after(text, to);
            }
            lines.add(new Line(key, text.substring(from, to)));
            from = to;
        }
        return lines;
    }

    private static int after(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    /** Whether the last of these lines ends in a backslash that is not itself escaped. */
    private static boolean continued(String text, int from, int to) {
        int end = to;
        while (end > from && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        int slashes = 0;
        while (end - slashes > from && text.charAt(end - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static Optional<String> key(String line) {
        String text = line.stripLeading();
        if (text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == '!') {
            return Optional.empty();
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                key.append(text.charAt(++i));
            } else if (c == '=' || c == ':' || Character.isWhitespace(c)) {
                break;
            } else {
                key.append(c);
            }
        }
        return Optional.of(key.toString());
    }

    private static String escaped(String text, boolean key) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blankEdge = c == ' ' && (key || i == 0 || i == text.length() - 1);
            if (c == '\\' || blankEdge || key && (c == '=' || c == ':' || c == '#' || c == '!')) {
                escaped.append('\\').append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c == '\t') {
                escaped.append("\\t");
            } else if (c == '\r') {
                escaped.append("\\r");
            } else if (c > '~' || c < ' ') {
                escaped.append(String.format("\\u%04X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
