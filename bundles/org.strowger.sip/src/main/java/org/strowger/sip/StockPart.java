// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the stack that is ours, and can be the stack's own again: which, an operator says under {@code stock}. */
enum StockPart {
    /** The timers of transactions: {@link WheelTimer}. */
    TIMER,
    /** How the INVITE is found that a CANCEL is for: {@link Stack.Tunable#findCancelTransaction}. */
    CANCEL,
    /** How a message is sent by UDP: {@link Udp}. */
    SENDING,
    /** How messages are read: {@link org.strowger.sip.parser.QuickParser}. */
    PARSER;

    /** @throws IllegalArgumentException where a name is none of these */
    static Set<StockPart> parse(String names) {
        Set<StockPart> parts = EnumSet.noneOf(StockPart.class);
        for (String name : names.split(",")) {
            if (!name.isBlank()) {
                parts.add(named(name.strip()));
            }
        }
        return parts;
    }

    private static StockPart named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.token().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                        + Arrays.stream(values()).map(StockPart::token).collect(Collectors.joining(", "))));
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
