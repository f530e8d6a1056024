// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.Transactions;

@Service
@Command(
        scope = "pbx",
        name = "config-rollback",
        description = "Undoes a commit that is not confirmed; else drops what is staged.")
public final class ConfigRollbackCommand extends ConfigCommand {
    @Override
    void run(Transactions transactions) throws Exception {
        say(transactions.rollback());
    }
}
