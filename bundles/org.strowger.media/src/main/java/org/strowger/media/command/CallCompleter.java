// SPDX-License-Identifier: Apache-2.0
package org.strowger.media.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.media.Streams;

/** Completes the ids of calls that have media. */
@Service
public final class CallCompleter implements Completer {
    @Reference
    private Streams streams;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter completer = new StringsCompleter();
        streams.sockets().forEach(socket -> completer.getStrings().add(socket.callId()));
        return completer.complete(session, commandLine, candidates);
    }
}
