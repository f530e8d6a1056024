// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.registrar.Directory;

@Service
@Command(scope = "pbx", name = "accounts", description = "Lists the accounts that phones may register for")
public final class AccountsCommand implements Action {
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
        printer.print(session.getConsole(), directory.accounts(), json);
        return null;
    }
}
