// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.Transactions;

@Service
@Command(scope = "pbx", name = "config-confirm", description = "Keeps the commit that waits for it.")
public final class ConfigConfirmCommand extends ConfigCommand {
    @Override
    void run(Transactions transactions) throws Exception {
        transactions.confirm();
        say("confirmed");
    }
}
