// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.sip.Flow;
import org.strowger.console.FlowText;
import org.strowger.console.Reports;

@Service
@Command(
        scope = "pbx",
        name = "route-explain",
        description = "Says where a call would go and why, step by step, and makes none.")
public final class RouteExplainCommand extends PbxCommand {
    private static final String SOURCE = "--source";

    @Argument(index = 0, name = "from", required = true, description = "The caller's number.")
    private String from;

    @Argument(index = 1, name = "to", required = true, description = "The number dialled.")
    private String to;

    @Argument(index = 2, name = "options", multiValued = true, description = "Options may stand at the end, too.")
    private List<String> trailing;

    @Option(
            name = SOURCE,
            description =
                    "Where the call would come from, such as udp:192.0.2.7:5060. Without it the caller is taken at its"
                            + " word.")
    private String source;

    @Override
    public Object execute() {
        if (trailing != null) {
            List<String> rest = new ArrayList<>(trailing);
            int at = rest.indexOf(SOURCE);
            if (at >= 0 && at + 1 < rest.size()) {
                source = rest.remove(at + 1);
                rest.remove(at);
            }
            options(rest);
        }
        Optional<Flow> flow = Optional.ofNullable(source).map(FlowText::parse);
        print(Reports.steps(switchboard(engine -> engine.explain(from, to, flow))));
        return null;
    }
}
