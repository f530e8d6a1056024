// SPDX-License-Identifier: Apache-2.0
package org.strowger.ringgroup.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.ringgroup.Groups;

@Service
@Command(scope = "pbx", name = "groups", description = "Lists the ring groups in force, and whom each rings")
public final class GroupsCommand implements Action {
    @Reference
    Groups groups;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Option(name = "--json", description = "Prints JSON")
    boolean json;

    @Override
    public Object execute() {
        printer.print(session.getConsole(), groups.report(), json);
        return null;
    }
}
