// SPDX-License-Identifier: Apache-2.0
package org.strowger.records.command;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.records.RecordsService;

/** Offers the columns by which records can be asked for. */
@Service
public final class FilterCompleter implements Completer {
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = Stream.concat(Stream.of("since"), RecordsService.columns().stream())
                .map(name -> name + "=")
                .toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
