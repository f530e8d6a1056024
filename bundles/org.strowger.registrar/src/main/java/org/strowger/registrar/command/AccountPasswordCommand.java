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
import org.strowger.registrar.Directory;
import org.strowger.registrar.DirectoryException;

@Service
@Command(scope = "pbx", name = "account-password", description = "Gives an account another password")
public final class AccountPasswordCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Session session;

    @Argument(name = "NUMBER", required = true, description = "The account")
    @Completion(AccountCompleter.class)
    String number;

    @Option(name = "--password", description = "The password; where it is left out, one is made and printed once")
    String password;

    @Override
    public Object execute() throws DirectoryException {
        directory.password(number, Optional.ofNullable(password)).ifPresent(made -> session.getConsole()
                .println("password " + made));
        return null;
    }
}
