// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.tracer.Tracer;

/** Offers the ids of the newest calls that something is known of. */
@Service
public final class KeptCallCompleter implements Completer {
    private static final int MOST = 20;

    @Reference
    private Tracer tracer;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(tracer.calls(MOST)).complete(session, line, candidates);
    }
}
