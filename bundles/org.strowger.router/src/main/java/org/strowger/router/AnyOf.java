// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;
import java.util.stream.Collectors;

/** {@code 2005,2007,30*}: a number that one of the elements takes; the first that does captures. */
record AnyOf(List<NumberPattern> elements) implements NumberPattern {
    AnyOf {
        elements = List.copyOf(elements);
    }

    @Override
    public boolean matches(String number) {
        for (NumberPattern element : elements) {
            if (element.matches(number)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int captures() {
        return elements.stream().mapToInt(NumberPattern::captures).min().orElse(0);
    }

    @Override
    public String capture(String number, int group) {
        for (NumberPattern element : elements) {
            if (element.matches(number)) {
                return element.capture(number, group);
            }
        }
        throw new IllegalArgumentException(this + " does not take " + number);
    }

    @Override
    public List<String> stems() {
        return elements.stream()
                .flatMap(element -> element.stems().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }

    @Override
    public String sample() {
        return elements.get(0).sample();
    }

    @Override
    public String toString() {
        return elements.stream().map(NumberPattern::toString).collect(Collectors.joining(","));
    }
}
