// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.api.console.Report;
import org.strowger.attendant.Explained;

@Service
@Command(
        scope = "pbx",
        name = "menus",
        description = "Shows the menus in force, and within how many seconds every caller has left each.")
public final class MenusCommand implements Action {
    @Option(name = "--json", description = "Prints JSON.")
    private boolean json;

    @Reference
    private Explained menus;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        Report.Builder report = Report.columns("menu", "numbers", "language", "open", "bound");
        menus.rows().forEach(row -> report.row(row.name(), row.numbers(), row.language(), row.open(), row.bound()));
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }
}
