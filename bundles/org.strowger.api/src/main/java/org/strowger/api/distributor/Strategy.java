// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whom a queue rings next. Registered as a service with the property {@link #NAME}, by which a queue's configuration names it. The distributor
 * decides which caller has the turn and which agents are free; a strategy chooses among these. Called on the distributor's own
 * thread, for one caller at a time: quick, and it must not block.
 */
@ConsumerType
public interface Strategy {
    /** Service property: the strategy's name, such as {@code longest-idle}. */
    String NAME = "pbx.strategy";

    /**
     * Chooses whom to ring now, of those who are free. Where nobody rings yet and it chooses nobody, throws or gives null, the agent who is idle
     * longest is rung: no caller waits beside a free agent.
     */
    List<Candidate> choose(Round round);

    /** Whether it is asked again while somebody rings for the caller: when another agent is free, and after each step. */
    default boolean grows() {
        return false;
    }
}
