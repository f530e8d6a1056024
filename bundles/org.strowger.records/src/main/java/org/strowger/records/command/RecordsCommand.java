// SPDX-License-Identifier: Apache-2.0
package org.strowger.records.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.strowger.records.RecordsService;

@Service
@Command(scope = "pbx", name = "records", description = "Shows what became of calls, the newest first.")
public final class RecordsCommand implements Action {
    /** What fits on a screen; all of a record is in its JSON. */
    private static final List<String> SHORT = List.of(
            "call",
            "attempt",
            "caller",
            "dialled",
            "destination",
            "began",
            "talkMs",
            "endStatus",
            "sipFinalCode",
            "hangupSide");

    @Argument(
            name = "FILTER",
            description =
                    "column=value, such as caller=1001, destination=30*, end_status=ok, journey=ID; since=90m, since=2d or"
                            + " since=2026-01-31T08:00:00Z",
            multiValued = true)
    @Completion(FilterCompleter.class)
    private List<String> filters = new ArrayList<>();

    @Option(name = "--attempts", description = "Shows each attempt to reach somebody, too.")
    private boolean attempts;

    @Option(name = "--limit", description = "How many at the most.")
    private int limit = 50;

    @Option(name = "--json", description = "Prints JSON, with every column.")
    private boolean json;

    @Reference
    private RecordsService records;

    @Reference
    private Printer printer;

    @Reference
    private Session session;

    @Override
    public Object execute() throws IOException {
        Map<String, String> wanted = new HashMap<>();
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + filter + "' is no filter: column=value");
            }
            wanted.put(filter.substring(0, equals), filter.substring(equals + 1));
        }
        Report report = records.report(wanted, attempts, limit);
        printer.print(session.getConsole(), json ? report : new Report(SHORT, report.rows()), json);
        return null;
    }
}
