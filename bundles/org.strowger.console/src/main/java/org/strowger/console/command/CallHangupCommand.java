// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Switchboard;
import org.strowger.api.console.Report;
import org.strowger.api.sip.Header;

@Service
@Command(scope = "pbx", name = "call-hangup", description = "Ends one call or all of them, both legs.")
public final class CallHangupCommand extends PbxCommand {
    private static final Cause BY_OPERATOR =
            Cause.of(Cause.By.US, 480, new Header("Reason", "SIP;cause=480;text=\"Ended by the operator\""));

    @Argument(index = 0, name = "id", description = "The call's id, as pbx:calls shows it.")
    @Completion(CallIdCompleter.class)
    private String id;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may stand at the end, too.")
    private List<String> trailing;

    @Option(name = "--all", description = "End every call.")
    private boolean all;

    @Override
    public Object execute() {
        options(trailing);
        if (all == (id != null)) {
            throw new IllegalArgumentException("Name one call, or --all.");
        }
        List<String> ended = switchboard(this::hangup);
        if (ended.isEmpty() && !all) {
            throw new IllegalArgumentException("There is no call " + id + ".");
        }
        Report.Builder report = Report.columns("ended");
        ended.forEach(report::row);
        if (json()) {
            print(report.build());
        }
        say(ended.size() == 1 ? "1 call ended" : ended.size() + " calls ended");
        return null;
    }

    private List<String> hangup(Switchboard switchboard) {
        List<String> wanted =
                all ? switchboard.calls().stream().map(CallInfo::id).toList() : List.of(id);
        List<String> ended = new ArrayList<>(wanted);
        // A call may have ended by itself meanwhile.
        ended.removeIf(call -> !switchboard.hangup(call, BY_OPERATOR));
        return ended;
    }
}
