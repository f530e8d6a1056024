// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A call to one agent for one caller, from its first ring to its end. */
final class Ring {
    private final String id;
    private final String caller;
    private final Agent agent;
    private final Instant began;
    private Instant answered;

    /** @param caller the id of the caller */
    Ring(String id, String caller, Agent agent, Instant began) {
        this.id = id;
        this.caller = caller;
        this.agent = agent;
        this.began = began;
    }

    String id() {
        return id;
    }

    String caller() {
        return caller;
    }

    Agent agent() {
        return agent;
    }

    Instant began() {
        return began;
    }

    Optional<Instant> answered() {
        return Optional.ofNullable(answered);
    }

    void answer(Instant now) {
        answered = now;
    }

    /** For the next version. */
    Map<String, Object> memory() {
        return Map.of(
                "ring",
                id,
                "of",
                caller,
                "agent",
                agent.number(),
                "began",
                began,
                "answered",
                answered == null ? Instant.EPOCH : answered);
    }
}
