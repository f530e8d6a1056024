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
@Command(
        scope = "pbx",
        name = "agent-resume",
        description = "Ends a pause, wrap-up or rest: the agent may be rung at once.")
public final class AgentResumeCommand implements Action {
    @Argument(name = "AGENT", required = true, description = "The agent's number.")
    @Completion(AgentCompleter.class)
    private String agent;

    @Reference
    private Workforce workforce;

    @Override
    public Object execute() {
        workforce.resume(agent);
        return null;
    }
}
