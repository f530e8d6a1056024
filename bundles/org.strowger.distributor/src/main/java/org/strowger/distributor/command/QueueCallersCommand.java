// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.api.console.Report;
import org.strowger.api.distributor.Workforce;

@Service
@Command(
        scope = "pbx",
        name = "queue-callers",
        description = "Shows who is in the queues, in the order in which they will be answered.")
public final class QueueCallersCommand implements Action {
    @Argument(name = "QUEUE", description = "The queue; without it, all.")
    @Completion(QueueCompleter.class)
    private String queue = "";

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
        Report.Builder report = Report.columns("queue", "call", "number", "priority", "position", "joined", "agents");
        workforce.waiting().stream()
                .filter(row -> queue.isEmpty() || row.queue().equals(queue))
                .forEach(row -> report.row(
                        row.queue(),
                        row.callId(),
                        row.number(),
                        row.priority(),
                        row.position(),
                        row.joined(),
                        row.agents()));
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }
}
