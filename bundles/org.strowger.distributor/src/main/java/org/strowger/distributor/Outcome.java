// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import org.strowger.api.call.Cause;

/** Why an agent who was rung did not answer. */
enum Outcome {
    REJECTED,
    BUSY,
    MISSED,
    UNREACHABLE;

    /** What the end of a call says that nobody answered (RFC 3261 section 21). */
    static Outcome of(Cause cause) {
        return switch (cause.status().code()) {
            case 486, 600 -> BUSY;
            case 403, 433, 603, 607, 608 -> REJECTED;
            case 487 -> MISSED;
            default -> UNREACHABLE;
        };
    }
}
