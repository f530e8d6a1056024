// SPDX-License-Identifier: Apache-2.0
package org.strowger.records.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.records.RecordsService;

@Service
@Command(
        scope = "pbx",
        name = "record-sinks",
        description = "Shows where records are brought: how many were written, how many wait in the spool, and why.")
public final class RecordSinksCommand implements Action {
    @Option(name = "--json", description = "Prints JSON.")
    private boolean json;

    @Reference
    private RecordsService records;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        printer.print(session.getConsole(), records.sinks(), json);
        if (!json && records.lost() > 0) {
            session.getConsole().println(records.lost() + " events were lost since the start: the disk is too slow.");
        }
        return null;
    }
}
