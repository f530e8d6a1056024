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
        name = "accounts-import",
        description = "Adds and updates accounts from a CSV file, all or none",
        detailedDescription =
                "The file's first line names its columns: number, and any of password, name, aliases"
                        + " (separated by semicolons), enabled; or ha1_md5, ha1_sha256 and realm in place of password, as"
                        + " accounts-export writes them. When rows are bad, each is named with its line, and nothing is imported.")
public final class AccountsImportCommand implements Action {
    @Reference
    Directory directory;

    @Reference
    Session session;

    @Argument(name = "FILE", required = true, description = "A file on the machine of the exchange")
    @Completion(FileCompleter.class)
    String file;

    @Override
    public Object execute() throws DirectoryException {
        session.getConsole().println(directory.importFrom(Path.of(file)));
        return null;
    }
}
