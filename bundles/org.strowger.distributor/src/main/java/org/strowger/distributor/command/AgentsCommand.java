// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor.command;

import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.api.console.Report;
import org.strowger.api.distributor.Workforce;

@Service
@Command(scope = "pbx", name = "agents", description = "Shows the agents of the queues, and what each is doing.")
public final class AgentsCommand implements Action {
    @Option(name = "--json", description = "Prints JSON.")
    private boolean json;

    @Reference
    private Workforce workforce;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        Report.Builder report =
                Report.columns("agent", "state", "queues", "reason", "since", "answered", "talked", "missed");
        workforce
                .agents()
                .forEach(row -> report.row(
                        row.agent(),
                        row.state().name().toLowerCase(Locale.ROOT),
                        row.queues(),
                        row.reason(),
                        row.since(),
                        row.answered(),
                        row.talked(),
                        row.missed()));
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }
}
