// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.Optional;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Weighted;

/** A trunk's place in a group of trunks that lead to the same numbers. */
record Membership(String group, int priority, int weight) implements Weighted {
    static Optional<Membership> read(Values values) {
        String group = values.value("group", "", Membership::name);
        int priority = values.number("group.priority", 0, 0, 65_535);
        int weight = values.number("group.weight", 1, 0, 65_535);
        return group.isEmpty() ? Optional.empty() : Optional.of(new Membership(group, priority, weight));
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9_.-]{0,64}")) {
            throw new IllegalArgumentException("'" + text + "' is no name for a group");
        }
        return text;
    }
}
