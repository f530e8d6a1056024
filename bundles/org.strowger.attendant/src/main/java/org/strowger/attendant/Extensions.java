// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.util.ArrayList;
import java.util.List;

/** The numbers that callers may dial directly: {@code 1001}, {@code 2xx} and {@code 100-199}, with commas between. */
record Extensions(List<Pattern> patterns) {
    private static final int LONGEST = 32;

    /**
     * Numbers of one length.
     *
     * @param low the lowest, and where it is no range the digits with {@code x} for any
     */
    record Pattern(String low, String high) {
        /** Whether digits are the beginning of such a number, or the whole. */
        boolean begins(String digits) {
            if (digits.length() > low.length()) {
                return false;
            }
            if (!high.isEmpty()) {
                String least = low.substring(0, digits.length());
                String most = high.substring(0, digits.length());
                return digits.matches("[0-9]*") && digits.compareTo(least) >= 0 && digits.compareTo(most) <= 0;
            }
            for (int i = 0; i < digits.length(); i++) {
                char wanted = low.charAt(i);
                char digit = digits.charAt(i);
                if (wanted == 'x' ? digit < '0' || digit > '9' : wanted != digit) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @throws IllegalArgumentException with the reason */
    static Extensions read(String text) {
        List<Pattern> patterns = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            patterns.add(pattern(part.strip()));
        }
        return new Extensions(List.copyOf(patterns));
    }

    private static Pattern pattern(String text) {
        int dash = text.indexOf('-');
        String low = dash < 0 ? text : text.substring(0, dash).strip();
        String high = dash < 0 ? "" : text.substring(dash + 1).strip();
        boolean range = low.matches("[0-9]+") && high.matches("[0-9]+") && low.length() == high.length();
        boolean plain = dash < 0 && low.matches("[0-9x]+");
        if (low.length() > LONGEST || !(plain || range && low.compareTo(high) <= 0)) {
            throw new IllegalArgumentException("'" + text + "' is neither a number, nor 2xx, nor 100-199");
        }
        return new Pattern(low, high);
    }

    boolean has(String digits) {
        return patterns.stream().anyMatch(each -> each.low().length() == digits.length() && each.begins(digits));
    }

    /** Whether there is one that begins so and is longer. */
    boolean goesOn(String digits) {
        return patterns.stream().anyMatch(each -> each.low().length() > digits.length() && each.begins(digits));
    }
}
