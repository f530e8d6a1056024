// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.OptionalInt;

/** What becomes of an account that calls itself. */
enum SelfCall {
    BUSY("486", OptionalInt.of(486)),
    LOOP("482", OptionalInt.of(482)),
    ALLOW("allow", OptionalInt.empty());

    private final String text;
    private final OptionalInt refusal;

    SelfCall(String text, OptionalInt refusal) {
        this.text = text;
        this.refusal = refusal;
    }

    /** The status that refuses such a call; empty where it is let through. */
    OptionalInt refusal() {
        return refusal;
    }

    static SelfCall parse(String text) {
        for (SelfCall policy : values()) {
            if (policy.text.equalsIgnoreCase(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of 486, 482, allow");
    }
}
