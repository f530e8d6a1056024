// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * What a line or a trunk can carry. A role puts limits into its answers, and the engine counts, because calls outlive roles: each call that
 * comes with a limit takes a place under its name and gives it back when it is over, or is refused with 503 and Retry-After.
 *
 * @param name under which calls are counted, such as {@code trunk-carrier out}
 * @param calls how many at a time; 0 for any number
 * @param perSecond how many may begin within any one second, to {@link #FASTEST}; 0 for any number
 */
public record Limit(String name, int calls, int perSecond) {
    /** The most calls in a second that can be counted. */
    public static final int FASTEST = 10_000;

    public Limit {
        Objects.requireNonNull(name, "name");
        if (calls < 0 || perSecond < 0 || perSecond > FASTEST) {
            throw new IllegalArgumentException("no limit is " + calls + " calls or " + perSecond + " in a second");
        }
    }
}
