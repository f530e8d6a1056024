// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * A leg b to be made.
 *
 * @param callId the call that it belongs to
 * @param maxForwards what leg a had left, less one (RFC 3261 section 16.6, item 3)
 */
public record Invitation(String callId, Target target, int maxForwards) {
    public Invitation {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(target, "target");
        if (maxForwards < 0) {
            throw new IllegalArgumentException("maxForwards " + maxForwards + " is negative");
        }
    }
}
