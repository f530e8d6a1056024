// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver.command;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.api.console.Printer;
import org.strowger.api.sip.Transport;
import org.strowger.resolver.Resolution;

@Service
@Command(scope = "pbx", name = "resolve", description = "Finds the servers behind a name, as a line or a trunk would")
public final class ResolveCommand implements Action {
    @Argument(index = 0, name = "NAME", required = true, description = "A domain, perhaps with a port, or a SIP URI")
    String name;

    @Option(name = "--transport", description = "udp, tcp or tls. Without it: whichever the domain offers")
    @Completion(
            value = StringsCompleter.class,
            values = {"udp", "tcp", "tls"})
    String transport;

    @Option(name = "--json", description = "Prints JSON")
    boolean json;

    @Reference
    Resolution resolution;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Override
    public Object execute() {
        Optional<Transport> wanted = Optional.ofNullable(transport).map(Transport::parse);
        printer.print(session.getConsole(), resolution.report(name, wanted), json);
        return null;
    }
}
