// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.registrar.Directory;
import org.strowger.registrar.DirectoryException;

@Service
@Command(scope = "pbx", name = "account-remove", description = "Removes an account and unbinds its phones; calls go on")
public final class AccountRemoveCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Session session;

    @Argument(name = "NUMBER", required = true, description = "The account")
    @Completion(AccountCompleter.class)
    String number;

    @Override
    public Object execute() throws DirectoryException {
        session.getConsole().println("removed, " + directory.remove(number) + " phones unbound");
        return null;
    }
}
