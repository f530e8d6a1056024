// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;

/**
 * {@code 9*}: these digits and at least one more; {@code $1} is what follows them. At least one, so that {@code $1} is
 * never an empty number.
 */
record Prefix(String digits) implements NumberPattern {
    @Override
    public boolean matches(String number) {
        return number.length() > digits.length() && number.startsWith(digits);
    }

    @Override
    public int captures() {
        return 1;
    }

    @Override
    public String capture(String number, int group) {
        return number.substring(digits.length());
    }

    @Override
    public List<String> stems() {
        return List.of(digits);
    }

    @Override
    public String sample() {
        return digits;
    }

    @Override
    public String toString() {
        return digits + "*";
    }
}
