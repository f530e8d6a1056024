// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A caller in a queue, as an operator sees it.
 *
 * @param callId the caller's call
 * @param number the caller's number
 * @param position from 1; 0 for one who talks or is elsewhere for the moment
 * @param joined since when
 * @param agents whom it rings, or who talks to the caller
 */
public record WaitingInfo(
        String queue, String callId, String number, int priority, int position, Instant joined, List<String> agents) {
    public WaitingInfo {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(joined, "joined");
        agents = List.copyOf(agents);
    }
}
