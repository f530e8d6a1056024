// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.List;

/** Reads the columns in_from and in_to. */
final class PatternParser {
    private static final int LONGEST_LIST = 1000;

    private PatternParser() {}

    static NumberPattern parse(String text) throws SyntaxException {
        if (text.startsWith("/")) {
            return Regex.parse(text);
        }
        return text.indexOf(',') < 0 ? single(text) : list(text);
    }

    private static NumberPattern list(String text) throws SyntaxException {
        String[] parts = text.split(",", -1);
        if (parts.length > LONGEST_LIST) {
            throw new SyntaxException("list has " + parts.length + " elements, more than " + LONGEST_LIST);
        }
        List<NumberPattern> elements = new ArrayList<>(parts.length);
        for (String part : parts) {
            if (part.isEmpty()) {
                throw new SyntaxException("list " + text + " has an empty element: write it without blanks");
            }
            if (part.startsWith("/")) {
                throw new SyntaxException("list " + text + " holds a regular expression: give that a row of its own");
            }
            elements.add(single(part));
        }
        return new AnyOf(elements);
    }

    private static NumberPattern single(String text) throws SyntaxException {
        Digits.check(text);
        if (text.equals("*")) {
            return new Anything();
        }
        boolean prefix = text.endsWith("*");
        String digits = prefix ? text.substring(0, text.length() - 1) : text;
        checkStars(text, digits);
        if (prefix) {
            return new Prefix(digits);
        }
        return text.indexOf('-') >= 0 && "+-0123456789".indexOf(text.charAt(0)) >= 0 ? range(text) : new Exact(text);
    }

    /** A star within a service code, such as *21*100#, is a key of the phone; in another number it is a mistake. */
    private static void checkStars(String text, String digits) throws SyntaxException {
        if (digits.indexOf('*') >= 0 && !digits.startsWith("*") && !digits.startsWith("#")) {
            throw new SyntaxException(text + " has a * within: it stands for the rest of a number at the end only;"
                    + " for anything else write a regular expression");
        }
    }

    private static NumberPattern range(String text) throws SyntaxException {
        int hyphen = text.indexOf('-');
        String first = text.substring(0, hyphen);
        String last = text.substring(hyphen + 1);
        if (!Range.isNumber(first) || !Range.isNumber(last)) {
            throw new SyntaxException(text + " begins like a range but is none, such as 100-199;"
                    + " a name that looks like this is written /" + text + "/");
        }
        if (first.startsWith("+") != last.startsWith("+")) {
            throw new SyntaxException("range " + text + " has a + at one end only");
        }
        if (first.length() != last.length()) {
            throw new SyntaxException("range " + text + " has ends with different numbers of digits");
        }
        if (first.compareTo(last) > 0) {
            throw new SyntaxException("range " + text + " is upside down");
        }
        return new Range(first, last);
    }
}
