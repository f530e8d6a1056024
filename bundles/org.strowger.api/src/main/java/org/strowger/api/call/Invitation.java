// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;
import java.util.Optional;

/**
 * A leg b to be made.
 *
 * @param callId the call that it belongs to
 * @param maxForwards what leg a had left, less one (RFC 3261 section 16.6, item 3)
 * @param sipCallId the Call-ID on the wire; empty for one of the SIP bundle's own
 * @param supervised whether the leg tells when its INVITE has left, by {@link LegEvent.Sent}
 */
public record Invitation(
        String callId, Target target, int maxForwards, Optional<String> sipCallId, boolean supervised) {
    public Invitation {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(sipCallId, "sipCallId");
        if (maxForwards < 0) {
            throw new IllegalArgumentException("maxForwards " + maxForwards + " is negative");
        }
    }

    /** A leg with a Call-ID of the SIP bundle's own. */
    public Invitation(String callId, Target target, int maxForwards) {
        this(callId, target, maxForwards, Optional.empty(), false);
    }
}
