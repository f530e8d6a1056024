// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor.command;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.distributor.Workforce;

@Service
@Command(scope = "pbx", name = "agent-logout", description = "Logs an agent out. A call that is up goes on.")
public final class AgentLogoutCommand implements Action {
    @Argument(name = "AGENT", required = true, description = "The agent's number.")
    @Completion(AgentCompleter.class)
    private String agent;

    @Argument(index = 1, name = "QUEUE", description = "The queue; without it, all that name the agent.")
    @Completion(QueueCompleter.class)
    private String queue;

    @Reference
    private Workforce workforce;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        session.getConsole()
                .println("serves " + String.join(", ", workforce.logOut(agent, Optional.ofNullable(queue))));
        return null;
    }
}
