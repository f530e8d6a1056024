// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import org.strowger.api.config.Values;

/**
 * How numbers are written on the two sides of a trunk.
 *
 * @param called of calls out, as the peer wants to have it
 * @param caller of calls in, as the exchange wants to have it
 */
record Numbers(Change called, Change caller) {
    /**
     * A prefix in place of another.
     *
     * @param strip is taken away from a number that begins with it
     * @param add stands before every number after that
     */
    record Change(String strip, String add) {
        static final Change NONE = new Change("", "");

        String of(String number) {
            boolean begins = !strip.isEmpty() && number.startsWith(strip);
            return add + (begins ? number.substring(strip.length()) : number);
        }
    }

    static Numbers read(Values values) {
        return new Numbers(change(values, "called"), change(values, "caller"));
    }

    private static Change change(Values values, String whose) {
        return new Change(
                values.value(whose + ".strip", "", Numbers::prefix), values.value(whose + ".add", "", Numbers::prefix));
    }

    private static String prefix(String text) {
        if (!text.matches("[+*#0-9A-Za-z]{0,32}")) {
            throw new IllegalArgumentException("'" + text + "' is no prefix: up to 32 letters, digits, +, * and #");
        }
        return text;
    }
}
