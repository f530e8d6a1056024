// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;

/** What a column in_from or in_to asks of a number. Immutable; {@code toString} is the text that it was read from. */
sealed interface NumberPattern permits Anything, Exact, Prefix, Range, AnyOf, Regex {
    boolean matches(String number);

    /** How many captures every match has: {@code $1} to {@code $9} at the most. */
    int captures();

    /** A capture, counted from 1, of a number that matches. */
    String capture(String number, int group);

    /** Every number that matches begins with one of these. */
    List<String> stems();

    /** How some number that matches begins, to the last digit that can be told. */
    String sample();
}
