// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.api.console.Report;
import org.strowger.api.dial.Dialer;

@Service
@Command(scope = "pbx", name = "dials", description = "Lists the calls of the dialler, those that wait included.")
public final class DialsCommand implements Action {
    @Option(name = "--json", description = "Prints JSON.")
    private boolean json;

    @Reference
    private Dialer dialer;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        Report.Builder report =
                Report.columns("callId", "call", "scenario", "state", "from", "to", "correlation", "script", "since");
        dialer.dials()
                .forEach(dial -> report.row(
                        dial.callId(),
                        dial.call(),
                        dial.scenario().label(),
                        dial.state(),
                        dial.from(),
                        dial.to(),
                        dial.correlationId(),
                        dial.scriptId(),
                        dial.since()));
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }
}
