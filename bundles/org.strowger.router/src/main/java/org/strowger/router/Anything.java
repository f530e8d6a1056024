// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;

/** {@code *}: every number, the empty one of a caller without a number included; {@code $1} is all of it. */
record Anything() implements NumberPattern {
    @Override
    public boolean matches(String number) {
        return true;
    }

    @Override
    public int captures() {
        return 1;
    }

    @Override
    public String capture(String number, int group) {
        return number;
    }

    @Override
    public List<String> stems() {
        return List.of("");
    }

    @Override
    public String sample() {
        return "";
    }

    @Override
    public String toString() {
        return "*";
    }
}
