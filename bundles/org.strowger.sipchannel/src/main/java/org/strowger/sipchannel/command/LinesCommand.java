// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.sipchannel.SipChannels;

@Service
@Command(scope = "pbx", name = "lines", description = "Lists the outside lines, and how they are registered")
public final class LinesCommand implements Action {
    @Reference
    SipChannels channels;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Option(name = "--json", description = "Prints JSON")
    boolean json;

    @Override
    public Object execute() {
        printer.print(session.getConsole(), channels.report(), json);
        return null;
    }
}
