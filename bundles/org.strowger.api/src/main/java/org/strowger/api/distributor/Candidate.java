// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * An agent who may be rung now.
 *
 * @param agent the agent's number
 * @param position the place among the queue's agents, from 0
 * @param weight what weighted strategies give the agent, at least 1
 * @param idleSince when the last call of any queue ended, or the agent logged in
 * @param rung when the agent was last rung by any queue; {@link Instant#EPOCH} for never
 * @param answered the calls of this queue that the agent has answered
 * @param talked how long the agent has talked in calls of this queue
 */
public record Candidate(
        String agent, int position, int weight, Instant idleSince, Instant rung, long answered, Duration talked) {
    public Candidate {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(idleSince, "idleSince");
        Objects.requireNonNull(rung, "rung");
        Objects.requireNonNull(talked, "talked");
        if (weight < 1) {
            throw new IllegalArgumentException("weight " + weight + " is less than 1");
        }
    }
}
