// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A caller whose turn it is.
 *
 * @param queue the queue's name
 * @param free the agents who may be rung, in the order of their positions; at least one
 * @param ringing how many agents ring for this caller already
 * @param last the position of the agent whom this queue rang last; -1 at first
 * @param since how long ago the last agent began to ring for this caller; zero where none rings
 * @param step after how long a strategy that rings more and more agents adds one
 */
public record Round(String queue, List<Candidate> free, int ringing, int last, Duration since, Duration step) {
    public Round {
        Objects.requireNonNull(queue, "queue");
        free = List.copyOf(free);
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(step, "step");
        if (free.isEmpty()) {
            throw new IllegalArgumentException("nobody is free");
        }
    }
}
