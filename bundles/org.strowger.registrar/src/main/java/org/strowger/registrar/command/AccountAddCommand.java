// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.registrar.Directory;
import org.strowger.registrar.DirectoryException;

@Service
@Command(scope = "pbx", name = "account-add", description = "Adds an account that a phone may register for")
public final class AccountAddCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Session session;

    @Argument(name = "NUMBER", required = true, description = "Its number, and the user's name for the phone")
    String number;

    @Option(name = "--password", description = "Its password; where it is left out, one is made and printed once")
    String password;

    @Option(name = "--name", description = "The name that called parties read")
    String name = "";

    @Option(name = "--alias", description = "Further numbers that ring its phones: A,B")
    String aliases = "";

    @Override
    public Object execute() throws DirectoryException {
        List<String> numbers = aliases.isEmpty() ? List.of() : Arrays.asList(aliases.split(",", -1));
        directory.add(number, Optional.ofNullable(password), name, numbers).ifPresent(made -> session.getConsole()
                .println("password " + made));
        return null;
    }
}
