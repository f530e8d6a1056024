// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;
import org.strowger.api.route.RouteQuery;

/** How a column out_from or out_to makes a number. Immutable; {@code text} is what it was read from. */
record Template(String text, List<Part> parts) {
    /** A piece of the number. */
    @FunctionalInterface
    interface Part {
        /**
         * @param pattern the pattern of the same side, in_from for out_from and in_to for out_to
         * @param number the number that it took
         */
        String of(NumberPattern pattern, String number, RouteQuery query);
    }

    /** {@code =}: the number stays. */
    static final Template KEEP = new Template("=", List.of((pattern, number, query) -> number));

    Template {
        parts = List.copyOf(parts);
    }

    boolean keeps() {
        return text.equals(KEEP.text());
    }

    String fill(NumberPattern pattern, String number, RouteQuery query) {
        if (parts.size() == 1) {
            return parts.get(0).of(pattern, number, query);
        }
        StringBuilder made = new StringBuilder();
        for (Part part : parts) {
            made.append(part.of(pattern, number, query));
        }
        return made.toString();
    }
}
