// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.trunk.Trunks;

@Service
@Command(scope = "pbx", name = "trunks", description = "Lists the trunks, and which of their peers are there")
public final class TrunksCommand implements Action {
    @Reference
    Trunks trunks;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Option(name = "--json", description = "Prints JSON")
    boolean json;

    @Override
    public Object execute() {
        printer.print(session.getConsole(), trunks.report(), json);
        return null;
    }
}
