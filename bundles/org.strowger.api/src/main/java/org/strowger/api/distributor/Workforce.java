// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The queues and their agents: a service of the distributor. Any thread, but not that of a call: it waits for an answer, milliseconds as a rule. */
@ProviderType
public interface Workforce {
    /** The queues by name. */
    List<QueueInfo> queues();

    /** The agents by number. */
    List<AgentInfo> agents();

    /** Who is in the queues, in the order in which they will be answered. */
    List<WaitingInfo> waiting();

    /**
     * An agent comes to work, and a pause is over.
     *
     * @param queue empty for all that name the agent
     * @return the queues that the agent is logged in to now
     * @throws IllegalArgumentException where no such queue names the agent
     */
    List<String> logIn(String agent, Optional<String> queue);

    /** As {@link #logIn}, the other way. A call that is up goes on. */
    List<String> logOut(String agent, Optional<String> queue);

    /**
     * An agent is not to be rung for now. A call that is up goes on; one that rings is taken away.
     *
     * @param reason for the operator; may be empty
     */
    void pause(String agent, String reason);

    /** Ends a pause, wrap-up or rest: the agent may be rung at once. */
    void resume(String agent);
}
