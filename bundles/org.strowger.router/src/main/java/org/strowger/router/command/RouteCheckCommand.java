// SPDX-License-Identifier: Apache-2.0
package org.strowger.router.command;

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
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.strowger.api.console.Printer;
import org.strowger.router.DialPlan;

@Service
@Command(
        scope = "pbx",
        name = "route-check",
        description =
                "Checks a file that might become the routing table, and changes nothing. Fails when it has errors.")
public final class RouteCheckCommand implements Action {
    @Argument(name = "file", required = true, description = "The file, such as etc/org.strowger.router.cfg.new.")
    @Completion(FileCompleter.class)
    String file;

    @Option(name = "--json", description = "Print JSON.")
    boolean json;

    @Reference
    DialPlan plan;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Override
    public Object execute() throws IOException {
        var out = session.getConsole();
        DialPlan.Check check = plan.check(Path.of(file));
        if (json || check.errors() + check.warnings() > 0) {
            printer.print(out, check.findings(), json);
        }
        String summary =
                file + ": rows " + check.rows() + ", errors " + check.errors() + ", warnings " + check.warnings();
        if (check.errors() > 0) {
            throw new IllegalArgumentException(summary);
        }
        if (!json) {
            out.println(summary);
        }
        return null;
    }
}
