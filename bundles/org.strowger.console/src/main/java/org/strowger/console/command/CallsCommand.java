// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.call.Switchboard;
import org.strowger.console.Reports;

@Service
@Command(scope = "pbx", name = "calls", description = "Lists the calls that are up, oldest first.")
public final class CallsCommand extends PbxCommand {
    @Override
    public Object execute() {
        print(Reports.calls(switchboard(Switchboard::calls)));
        return null;
    }
}
