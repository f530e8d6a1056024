// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;

/**
 * {@code 100-199}: the numbers between, both ends included, that have as many digits as the ends. So 150 is in it and
 * 0150 is not: among numbers of one length the order of the texts is the order of the values, leading zeros and all.
 */
record Range(String first, String last) implements NumberPattern {
    @Override
    public boolean matches(String number) {
        return number.length() == first.length()
                && first.compareTo(number) <= 0
                && number.compareTo(last) <= 0
                && isNumber(number);
    }

    /** Digits, with or without a leading plus. */
    static boolean isNumber(String text) {
        int from = text.startsWith("+") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from;
    }

    @Override
    public int captures() {
        return 0;
    }

    @Override
    public String capture(String number, int group) {
        throw new IndexOutOfBoundsException(group);
    }

    @Override
    public List<String> stems() {
        int common = 0;
        while (common < first.length() && first.charAt(common) == last.charAt(common)) {
            common++;
        }
        return List.of(first.substring(0, common));
    }

    @Override
    public String sample() {
        return first;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
