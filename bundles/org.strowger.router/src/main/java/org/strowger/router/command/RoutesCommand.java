// SPDX-License-Identifier: Apache-2.0
package org.strowger.router.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.console.Printer;
import org.strowger.router.DialPlan;

@Service
@Command(
        scope = "pbx",
        name = "routes",
        description = "Lists the rows of the routing table in their order, with how many calls each has taken.")
public final class RoutesCommand implements Action {
    @Option(name = "--json", description = "Print JSON.")
    boolean json;

    @Reference
    DialPlan plan;

    @Reference
    Printer printer;

    @Reference
    Session session;

    @Override
    public Object execute() {
        var out = session.getConsole();
        if (!json) {
            plan.rejections().forEach(rejection -> out.println("rejected: " + rejection));
        }
        printer.print(out, plan.rows(json), json);
        return null;
    }
}
