// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An agent as an operator sees it.
 *
 * @param queues where the agent is logged in
 * @param reason of the pause; empty without
 * @param since when the last call ended, or the agent logged in
 * @param missed how often in a row the agent did not answer
 */
public record AgentInfo(
        String agent,
        AgentState state,
        List<String> queues,
        String reason,
        Instant since,
        long answered,
        Duration talked,
        int missed) {
    public AgentInfo {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(state, "state");
        queues = List.copyOf(queues);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(talked, "talked");
    }
}
