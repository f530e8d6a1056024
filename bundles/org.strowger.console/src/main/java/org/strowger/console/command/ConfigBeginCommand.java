// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.Transactions;

@Service
@Command(
        scope = "pbx",
        name = "config-begin",
        description = "Begins a transaction: a change of several configurations that are applied together.")
public final class ConfigBeginCommand extends ConfigCommand {
    @Override
    void run(Transactions transactions) throws Exception {
        transactions.begin(user());
        say("begun: pbx:config-set, -unset and -delete stage changes, pbx:config-commit applies them");
    }
}
