// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.config.Problem;
import org.strowger.console.config.ConfigReports;
import org.strowger.console.config.Transactions;

@Service
@Command(
        scope = "pbx",
        name = "config-problems",
        description = "Lists what is refused of the present configurations, so that something older is in force.")
public final class ConfigProblemsCommand extends ConfigCommand {
    @Override
    void run(Transactions transactions) throws Exception {
        List<Problem> problems = transactions.problems();
        print(ConfigReports.problems(problems));
        if (problems.isEmpty()) {
            say("everything that is configured is in force");
        }
    }
}
