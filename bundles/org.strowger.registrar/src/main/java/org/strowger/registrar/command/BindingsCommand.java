// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.registrar.Directory;
import org.strowger.registrar.DirectoryException;

@Service
@Command(scope = "pbx", name = "bindings", description = "Lists the phones that are registered")
public final class BindingsCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Argument(name = "ACCOUNT", description = "One account; all of them where it is left out")
    @Completion(AccountCompleter.class)
    String account;

    @Option(name = "--json", description = "Prints JSON")
    boolean json;

    @Override
    public Object execute() throws DirectoryException {
        printer.print(session.getConsole(), directory.bindings(Optional.ofNullable(account)), json);
        return null;
    }
}
