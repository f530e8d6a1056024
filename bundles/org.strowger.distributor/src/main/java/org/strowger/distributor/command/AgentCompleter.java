// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.api.distributor.AgentInfo;
import org.strowger.api.distributor.Workforce;

/** Completes the numbers of agents. */
@Service
public final class AgentCompleter implements Completer {
    @Reference
    private Workforce workforce;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(
                        workforce.agents().stream().map(AgentInfo::agent).toList())
                .complete(session, line, candidates);
    }
}
