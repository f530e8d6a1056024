// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds rows that can never match because one row before them takes all that they would. Exact for every pattern but
 * regular expressions, of which only the same text is known to be the same; what several rows take together is not
 * added up.
 */
final class Coverage {
    private Coverage() {}

    /** A warning for each row that never matches, naming the first row that covers it. */
    static List<Finding> shadowed(List<Row> rows, Index index) {
        List<Finding> findings = new ArrayList<>();
        for (Row row : rows) {
            // the row covers itself, so that one is always found: one before it, or the row
            Row cover = index.first(row.inFrom().sample(), row.inTo().sample(), candidate -> covers(candidate, row));
            if (!cover.key().equals(row.key())) {
                findings.add(Finding.warning(
                        row.key(),
                        "",
                        "never matches: " + cover.key() + " (" + cover.text() + ") takes all its calls"));
            }
        }
        return findings;
    }

    static boolean covers(Row row, Row other) {
        return Row.isRole(row.callin(), other.callin())
                && covers(row.inFrom(), other.inFrom())
                && covers(row.inTo(), other.inTo());
    }

    /** Whether every number that the other pattern takes is taken by this one. */
    static boolean covers(NumberPattern pattern, NumberPattern other) {
        if (other instanceof Regex regex) {
            return takesAll(pattern)
                    || (pattern instanceof Regex same && same.text().equals(regex.text()));
        }
        for (NumberPattern element : elements(other)) {
            if (!coversOne(pattern, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean coversOne(NumberPattern pattern, NumberPattern other) {
        if (other instanceof Exact exact) {
            return pattern.matches(exact.number());
        }
        if (other instanceof Range range) {
            return coversRange(elements(pattern), range);
        }
        if (other instanceof Prefix prefix) {
            // anything may follow, so that no number of longer prefixes adds up to this one
            return elements(pattern).stream()
                    .anyMatch(element -> element instanceof Anything
                            || (element instanceof Prefix shorter
                                    && prefix.digits().startsWith(shorter.digits())));
        }
        return takesAll(pattern);
    }

    private static boolean takesAll(NumberPattern pattern) {
        return elements(pattern).stream().anyMatch(Anything.class::isInstance);
    }

    /** Walks up the range, from the end of what one element takes to the next. */
    private static boolean coversRange(List<NumberPattern> elements, Range range) {
        String reached = range.first();
        while (true) {
            String end = null;
            for (NumberPattern element : elements) {
                String far = element.matches(reached) ? farthest(element, reached) : null;
                if (far != null && (end == null || far.compareTo(end) > 0)) {
                    end = far;
                }
            }
            if (end == null || end.compareTo(range.last()) >= 0) {
                return end != null;
            }
            reached = successor(end);
        }
    }

    /** The last number as long as this one such that the element takes all in between. */
    private static String farthest(NumberPattern element, String number) {
        if (element instanceof Range range) {
            return range.last();
        }
        if (element instanceof Exact) {
            return number;
        }
        int fixed = number.startsWith("+") ? 1 : 0;
        if (element instanceof Prefix prefix) {
            fixed = Math.max(fixed, prefix.digits().length());
        } else if (element instanceof Regex) {
            return null;
        }
        return number.substring(0, fixed) + "9".repeat(number.length() - fixed);
    }

    private static String successor(String number) {
        int last = number.length() - 1;
        while (number.charAt(last) == '9') {
            last--;
        }
        return number.substring(0, last) + (char) (number.charAt(last) + 1) + "0".repeat(number.length() - 1 - last);
    }

    private static List<NumberPattern> elements(NumberPattern pattern) {
        return pattern instanceof AnyOf list ? list.elements() : List.of(pattern);
    }
}
