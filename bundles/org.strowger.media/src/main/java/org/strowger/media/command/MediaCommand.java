// SPDX-License-Identifier: Apache-2.0
package org.strowger.media.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.api.console.Report;
import org.strowger.media.Streams;

@Service
@Command(
        scope = "pbx",
        name = "media",
        description = "Shows the RTP and RTCP sockets of calls, where each sends to and what it counted.")
public final class MediaCommand implements Action {
    @Argument(name = "CALL", description = "The id of a call. Without it: all calls.")
    @Completion(CallCompleter.class)
    private String call;

    @Option(name = "--json", description = "Prints JSON.")
    private boolean json;

    @Reference
    private Streams streams;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        List<Streams.Socket> sockets = streams.sockets().stream()
                .filter(socket -> call == null || socket.callId().equals(call))
                .toList();
        if (call != null && sockets.isEmpty()) {
            throw new IllegalArgumentException("call " + call + " has no media here");
        }
        Report.Builder report = Report.columns(
                "call",
                "facing",
                "stream",
                "part",
                "port",
                "remote",
                "latch",
                "packetsIn",
                "bytesIn",
                "packetsOut",
                "bytesOut",
                "strangers",
                "garbage",
                "unsent");
        for (Streams.Socket each : sockets) {
            report.row(
                    each.callId(),
                    each.facing(),
                    each.stream(),
                    each.part(),
                    each.port(),
                    each.remote(),
                    each.latch(),
                    each.packetsIn(),
                    each.bytesIn(),
                    each.packetsOut(),
                    each.bytesOut(),
                    each.strangers(),
                    each.garbage(),
                    each.unsent());
        }
        printer.print(session.getConsole(), report.build(), json);
        return null;
    }
}
