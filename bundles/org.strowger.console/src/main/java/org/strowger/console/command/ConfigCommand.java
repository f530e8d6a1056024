// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.List;
import org.strowger.console.config.ConfigDesk;
import org.strowger.console.config.ConfigReports;
import org.strowger.console.config.Finding;
import org.strowger.console.config.TransactionException;
import org.strowger.console.config.Transactions;

/** What the commands of a transaction share. */
abstract class ConfigCommand extends PbxCommand {
    @Override
    public final Object execute() throws Exception {
        try {
            run(services()
                    .ask(ConfigDesk.class, ConfigDesk::transactions)
                    .orElseThrow(() -> new IllegalStateException(
                            "There is no Config Admin: is the bundle org.apache.felix.configadmin active?")));
        } catch (TransactionException refused) {
            report(refused.findings());
            throw new IllegalStateException(refused.getMessage(), refused);
        }
        return null;
    }

    abstract void run(Transactions transactions) throws Exception;

    /** Prints findings; as text only where there are any. */
    final void report(List<Finding> findings) {
        if (json() || !findings.isEmpty()) {
            print(ConfigReports.findings(findings));
        }
    }
}
