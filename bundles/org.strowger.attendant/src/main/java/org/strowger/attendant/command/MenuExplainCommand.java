// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant.command;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
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
        name = "menu-explain",
        description = "Walks keys through a menu: what a caller hears and where they lead. Nobody is called.")
public final class MenuExplainCommand implements Action {
    @Argument(index = 0, name = "MENU", required = true, description = "The menu.")
    private String menu;

    @Argument(index = 1, name = "KEYS", description = "The keys, such as 12#. Without them: a caller who presses none.")
    private String keys = "";

    @Option(name = "--at", description = "The time there, such as 2026-12-24T18:30. Without it: now.")
    private String at;

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
        if (!keys.matches("[0-9*#A-D]*")) {
            throw new IllegalArgumentException("'" + keys + "' are no keys");
        }
        Report.Builder report = Report.columns("after", "done");
        menus.explain(menu, keys, Optional.ofNullable(at).map(MenuExplainCommand::time))
                .forEach(step -> report.row(step.after(), step.done()));
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }

    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 2026-12-24T18:30", e);
        }
    }
}
