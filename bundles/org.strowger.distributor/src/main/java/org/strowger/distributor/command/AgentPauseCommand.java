// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.distributor.Workforce;

@Service
@Command(scope = "pbx", name = "agent-pause", description = "Has an agent rung no more for now.")
public final class AgentPauseCommand implements Action {
    @Argument(name = "AGENT", required = true, description = "The agent's number.")
    @Completion(AgentCompleter.class)
    private String agent;

    @Argument(index = 1, name = "REASON", description = "For those who read pbx:agents.")
    private String reason = "";

    @Reference
    private Workforce workforce;

    @Override
    public Object execute() {
        workforce.pause(agent, reason);
        return null;
    }
}
