// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.api.dial.DialInfo;
import org.strowger.api.dial.Dialer;

/** Offers the Call-IDs of the dialler's calls. */
@Service
public final class DialCompleter implements Completer {
    @Reference
    private Dialer dialer;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> known = dialer.dials().stream().map(DialInfo::callId).toList();
        return new StringsCompleter(known).complete(session, line, candidates);
    }
}
