// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.Objects;

/**
 * What became of something that the dialler was asked for.
 *
 * @param done whether it was done, or had been already
 * @param callId of the attempt; empty where there is none
 * @param why it was not; empty where it was
 */
public record DialOutcome(boolean done, String callId, String why) {
    public DialOutcome {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(why, "why");
    }

    public static DialOutcome done(String callId) {
        return new DialOutcome(true, callId, "");
    }

    public static DialOutcome refused(String callId, String why) {
        return new DialOutcome(false, callId, why);
    }
}
