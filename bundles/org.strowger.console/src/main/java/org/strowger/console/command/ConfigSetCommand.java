// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.Pid;
import org.strowger.console.config.Transactions;

@Service
@Command(scope = "pbx", name = "config-set", description = "Stages a value; nothing changes before pbx:config-commit.")
public final class ConfigSetCommand extends ConfigCommand {
    @Argument(index = 0, name = "pid", required = true, description = "Such as org.strowger.trunk-carrier.")
    @Completion(PidCompleter.class)
    private String pid;

    @Argument(index = 1, name = "key", required = true, description = "The key, such as port.")
    private String key;

    @Argument(index = 2, name = "value", required = true, description = "The value, in ' where it has blanks.")
    private String value;

    @Override
    void run(Transactions transactions) throws Exception {
        transactions.set(Pid.parse(pid), key, value);
    }
}
