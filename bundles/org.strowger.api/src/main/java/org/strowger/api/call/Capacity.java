// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import org.strowger.api.config.Values;

/**
 * What a line or a trunk can carry, as a configuration says it: keys that mean the same with every role that has them.
 *
 * @param in what a call counts under that comes in
 * @param out what a call counts under that goes out
 */
public record Capacity(List<Limit> in, List<Limit> out) {
    private static final int MOST = 1_000_000;

    public Capacity {
        in = List.copyOf(in);
        out = List.copyOf(out);
    }

    /**
     * Reads {@code limit.calls}, {@code limit.in.calls}, {@code limit.in.rate}, {@code limit.out.calls} and {@code limit.out.rate}: calls at
     * a time, and calls that begin within a second; 0, the default of each, is no limit. Calls are counted in any case.
     *
     * @param role the name of the role, which the limits are named by
     */
    public static Capacity read(Values values, String role) {
        int calls = values.number("limit.calls", 0, 0, MOST);
        Limit in = limit(values, role, "in");
        Limit out = limit(values, role, "out");
        Limit both = new Limit(role, calls, 0);
        return calls == 0
                ? new Capacity(List.of(in), List.of(out))
                : new Capacity(List.of(both, in), List.of(both, out));
    }

    private static Limit limit(Values values, String role, String direction) {
        return new Limit(
                name(role, direction),
                values.number("limit." + direction + ".calls", 0, 0, MOST),
                values.number("limit." + direction + ".rate", 0, 0, Limit.FASTEST));
    }

    private static String name(String role, String direction) {
        return role + " " + direction;
    }

    /** The name that calls in are counted under. */
    public static String in(String role) {
        return name(role, "in");
    }

    /** The name that calls out are counted under. */
    public static String out(String role) {
        return name(role, "out");
    }
}
