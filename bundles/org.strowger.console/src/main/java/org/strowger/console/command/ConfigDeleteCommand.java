// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.Pid;
import org.strowger.console.config.Transactions;

@Service
@Command(
        scope = "pbx",
        name = "config-delete",
        description =
                "Stages that a configuration goes, and its file with it; nothing changes before pbx:config-commit.")
public final class ConfigDeleteCommand extends ConfigCommand {
    @Argument(index = 0, name = "pid", required = true, description = "Such as org.strowger.trunk-carrier.")
    @Completion(PidCompleter.class)
    private String pid;

    @Override
    void run(Transactions transactions) throws Exception {
        transactions.delete(Pid.parse(pid));
    }
}
