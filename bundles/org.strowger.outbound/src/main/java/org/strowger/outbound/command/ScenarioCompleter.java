// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.api.dial.Scenario;

/** Offers the scenarios. */
@Service
public final class ScenarioCompleter implements Completer {
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(
                        Stream.of(Scenario.values()).map(Scenario::label).toList())
                .complete(session, line, candidates);
    }
}
