// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor.command;

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
@Command(
        scope = "pbx",
        name = "queues",
        description = "Shows the queues, who waits and works there now, and what they have counted.")
public final class QueuesCommand implements Action {
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
        Report.Builder report = Report.columns(
                "queue",
                "strategy",
                "waiting",
                "talking",
                "staff",
                "longest",
                "offered",
                "answered",
                "abandoned",
                "left",
                "refused",
                "inTime",
                "waited",
                "talked");
        workforce
                .queues()
                .forEach(row -> report.row(
                        row.queue(),
                        row.strategy(),
                        row.waiting(),
                        row.talking(),
                        row.staff(),
                        row.longest(),
                        row.offered(),
                        row.answered(),
                        row.abandoned(),
                        row.left(),
                        row.refused(),
                        row.inTime(),
                        row.waited(),
                        row.talked()));
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }
}
