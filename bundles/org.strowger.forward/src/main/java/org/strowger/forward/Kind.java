// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

/** When a call is diverted. */
enum Kind {
    ALWAYS("unconditional"),
    BUSY("user-busy"),
    NO_ANSWER("no-answer"),
    /** No phone is registered, or none gives a sign. */
    UNREACHABLE("unavailable");

    private final String reason;

    Kind(String reason) {
        this.reason = reason;
    }

    /** What a Diversion header says (RFC 5806 section 4.3). */
    String reason() {
        return reason;
    }
}
