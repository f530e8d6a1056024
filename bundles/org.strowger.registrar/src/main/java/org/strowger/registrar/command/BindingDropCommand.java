// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import java.util.Optional;
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
@Command(
        scope = "pbx",
        name = "binding-drop",
        description = "Unbinds the phones of an account until they register again")
public final class BindingDropCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Session session;

    @Argument(name = "ACCOUNT", required = true, description = "The account")
    @Completion(AccountCompleter.class)
    String account;

    @Argument(
            index = 1,
            name = "CONTACT",
            description = "One phone's contact, as pbx:bindings shows it; else all of them")
    String contact;

    @Override
    public Object execute() throws DirectoryException {
        session.getConsole().println(directory.drop(account, Optional.ofNullable(contact)) + " phones unbound");
        return null;
    }
}
