// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.ConfigReports;
import org.strowger.console.config.Transactions;

@Service
@Command(scope = "pbx", name = "config-diff", description = "Shows what is staged, or waits to be confirmed.")
public final class ConfigDiffCommand extends ConfigCommand {
    @Override
    void run(Transactions transactions) throws Exception {
        transactions.state().ifPresent(this::say);
        print(ConfigReports.differences(transactions.diff()));
    }
}
