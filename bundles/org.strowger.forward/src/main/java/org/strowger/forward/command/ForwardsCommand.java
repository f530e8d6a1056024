// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.forward.Directory;

@Service
@Command(
        scope = "pbx",
        name = "forwards",
        description = "Lists the numbers whose calls are diverted, or that are not to be disturbed")
public final class ForwardsCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Option(name = "--json", description = "Prints JSON")
    boolean json;

    @Override
    public Object execute() {
        printer.print(session.getConsole(), directory.report(), json);
        return null;
    }
}
