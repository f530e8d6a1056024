// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer.command;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.tracer.Tracer;

@Service
@Command(
        scope = "pbx",
        name = "why",
        description =
                "Shows why a call became what it did: its messages and decisions, as a ladder. No trace need be switched on.")
public final class WhyCommand implements Action {
    @Argument(
            name = "CALL",
            required = true,
            description = "A call's id, a SIP Call-ID, or a number: the last call from or to it.")
    @Completion(KeptCallCompleter.class)
    private String call;

    @Option(name = "--pcap", description = "Writes the messages to a file for Wireshark.")
    private String pcap;

    @Option(name = "--html", description = "Writes everything to a file for a browser.")
    private String html;

    @Option(name = "--json", description = "Prints JSON, with whole messages.")
    private boolean json;

    @Reference
    private Tracer tracer;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() throws IOException {
        if (pcap != null) {
            tracer.pcap(call, Path.of(pcap));
        }
        if (html != null) {
            tracer.html(call, Path.of(html));
        }
        if (json) {
            printer.print(session.getConsole(), tracer.report(call), true);
        } else if (pcap == null && html == null) {
            session.getConsole().print(tracer.ladder(call));
            if (tracer.lost() > 0) {
                session.getConsole()
                        .println(tracer.lost() + " messages and decisions were too many to be kept since the start.");
            }
        }
        return null;
    }
}
