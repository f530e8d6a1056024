// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/**
 * {@code /9([0-9]{3,})/}: the whole number matches this regular expression. RE2 and not {@code java.util.regex},
 * because its time grows with the length of the number only: no expression in a table can hold up a call.
 */
record Regex(String text, Pattern pattern) implements NumberPattern {
    private static final int LONGEST = 200;
    private static final int MOST_REPEATS = 1000;
    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");
    /** Digits and pluses that every match begins with: none that a quantifier could take away. */
    private static final java.util.regex.Pattern STEM =
            java.util.regex.Pattern.compile("\\^?((?:(?:[0-9]|\\\\\\+|\\[\\+\\])(?![*?{]))*)");

    /** Reads an expression between slashes. */
    static Regex parse(String text) throws SyntaxException {
        if (text.length() < 3 || !text.endsWith("/")) {
            throw new SyntaxException("regular expression " + text + " is not closed: it stands between two slashes");
        }
        String body = text.substring(1, text.length() - 1);
        if (body.length() > LONGEST) {
            throw new SyntaxException("regular expression is longer than " + LONGEST + " characters");
        }
        if (repeats(body) > MOST_REPEATS) {
            throw new SyntaxException("regular expression " + text
                    + " repeats too much: its counts in braces, multiplied, are" + " more than " + MOST_REPEATS);
        }
        try {
            return new Regex(text, Pattern.compile(body));
        } catch (PatternSyntaxException e) {
            throw new SyntaxException(
                    "regular expression " + text + where(text, e.getPattern()) + ": " + e.getDescription());
        }
    }

    /** RE2/J writes a repetition out as often as it says, so that a few nested ones would fill the memory. */
    private static double repeats(String body) {
        double product = 1;
        var repeat = REPEAT.matcher(body);
        while (repeat.find()) {
            String last = repeat.group(2);
            String most = last == null || last.isEmpty() ? repeat.group(1) : last;
            product *= Math.max(1, Double.parseDouble(most));
        }
        return product;
    }

    private static String where(String text, String culprit) {
        int at = culprit == null || culprit.isEmpty() ? -1 : text.indexOf(culprit, 1);
        return at < 0 ? "" : " at character " + (at + 1) + " (" + culprit + ")";
    }

    @Override
    public boolean matches(String number) {
        return pattern.matches(number);
    }

    @Override
    public int captures() {
        return Math.min(9, pattern.groupCount());
    }

    @Override
    public String capture(String number, int group) {
        Matcher matcher = pattern.matcher(number);
        String value = matcher.matches() ? matcher.group(group) : null;
        return value == null ? "" : value;
    }

    @Override
    public List<String> stems() {
        return List.of(sample());
    }

    @Override
    public String sample() {
        String body = text.substring(1, text.length() - 1);
        var stem = STEM.matcher(body);
        // where there are alternatives, each has a beginning of its own
        return stem.lookingAt() && body.indexOf('|') < 0 ? stem.group(1).replaceAll("[^0-9+]", "") : "";
    }

    @Override
    public String toString() {
        return text;
    }
}
