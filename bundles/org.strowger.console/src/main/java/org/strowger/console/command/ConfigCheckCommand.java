// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.ConfigReports;
import org.strowger.console.config.Finding;
import org.strowger.console.config.Transactions;

@Service
@Command(
        scope = "pbx",
        name = "config-check",
        description = "Says what would be refused of what is staged. Fails when anything would.")
public final class ConfigCheckCommand extends ConfigCommand {
    @Override
    void run(Transactions transactions) throws Exception {
        List<Finding> findings = transactions.check();
        print(ConfigReports.findings(findings));
        long errors = findings.stream().filter(Finding::error).count();
        if (errors > 0) {
            throw new IllegalStateException(errors + " of it would be refused");
        }
        say("nothing would be refused");
    }
}
