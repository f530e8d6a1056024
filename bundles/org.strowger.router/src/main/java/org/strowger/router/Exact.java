// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;

/** {@code 2005}: this number alone. */
record Exact(String number) implements NumberPattern {
    @Override
    public boolean matches(String candidate) {
        return number.equals(candidate);
    }

    @Override
    public int captures() {
        return 0;
    }

    @Override
    public String capture(String candidate, int group) {
        throw new IndexOutOfBoundsException(group);
    }

    @Override
    public List<String> stems() {
        return List.of(number);
    }

    @Override
    public String sample() {
        return number;
    }

    @Override
    public String toString() {
        return number;
    }
}
