// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Switchboard;
import org.strowger.console.Reports;

@Service
@Command(scope = "pbx", name = "call-show", description = "Shows one call with its legs.")
public final class CallShowCommand extends PbxCommand {
    @Argument(index = 0, name = "id", required = true, description = "The call's id, as pbx:calls shows it.")
    @Completion(CallIdCompleter.class)
    private String id;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may stand at the end, too.")
    private List<String> trailing;

    @Override
    public Object execute() {
        options(trailing);
        CallInfo call = switchboard(Switchboard::calls).stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no call " + id + "."));
        if (json()) {
            print(Reports.call(call));
        } else {
            print(Reports.properties(call));
            say("");
            print(Reports.legs(call));
        }
        return null;
    }
}
