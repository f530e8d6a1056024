// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Map;
import org.strowger.api.call.Caller;
import org.strowger.api.route.Destination;

/**
 * In whose name a call goes on that another led to: the plan asks what that number may call, and the called party sees the caller all
 * the same.
 *
 * @param numbers the destinations that led here, the last of them the one that did
 * @param role the name of the role that said so
 */
record Behalf(List<String> numbers, String role) {
    /** So many may lead to each other. */
    static final int MOST = 8;

    Behalf {
        numbers = List.copyOf(numbers);
    }

    String number() {
        return numbers.get(numbers.size() - 1);
    }

    /** Who the plan is to judge. */
    Caller judged(Caller caller) {
        return new Caller(number(), caller.displayName(), caller.account());
    }

    /** A destination shows the caller, unless the plan has it show somebody else. */
    Destination showing(Destination to, Caller caller) {
        return to.callerNumber().equals(number()) ? new Destination(to.number(), caller.number(), to.via()) : to;
    }

    Map<String, Object> encode() {
        return Map.of("numbers", numbers, "role", role);
    }

    static Behalf decode(Remembered values) {
        return new Behalf(values.list("numbers", String.class), values.get("role", String.class, ""));
    }
}
