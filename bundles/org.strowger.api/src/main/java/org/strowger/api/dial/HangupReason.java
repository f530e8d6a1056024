// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.Locale;

/** Why a call ended, in four words that can be counted. */
public enum HangupReason {
    NORMAL,
    USER_HANGUP,
    TIMER_EXPIRED,
    ERROR;

    /** As records have it: {@code user-hangup}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a label; what is none, or empty, is {@link #NORMAL}. */
    public static HangupReason of(String label) {
        for (HangupReason reason : values()) {
            if (reason.label().equalsIgnoreCase(label.strip())) {
                return reason;
            }
        }
        return NORMAL;
    }
}
