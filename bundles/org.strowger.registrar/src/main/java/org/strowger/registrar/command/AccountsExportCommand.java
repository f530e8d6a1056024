// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.strowger.registrar.Directory;
import org.strowger.registrar.DirectoryException;

@Service
@Command(
        scope = "pbx",
        name = "accounts-export",
        description = "Writes all accounts to a CSV file that only its owner may read",
        detailedDescription =
                "accounts-import reads it back. It holds no passwords, but their digests, which are as secret.")
public final class AccountsExportCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Session session;

    @Argument(name = "FILE", required = true, description = "A file on the machine of the exchange; replaced if there")
    @Completion(FileCompleter.class)
    String file;

    @Override
    public Object execute() throws DirectoryException {
        session.getConsole().println(directory.exportTo(Path.of(file)) + " accounts exported");
        return null;
    }
}
