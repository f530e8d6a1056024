// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.time.Duration;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.config.Transactions;

@Service
@Command(
        scope = "pbx",
        name = "config-commit",
        description = "Applies what is staged, all of it or, where anything is wrong with it, nothing.")
public final class ConfigCommitCommand extends ConfigCommand {
    @Option(
            name = "--confirm",
            description = "Seconds within which pbx:config-confirm must come; else everything goes back.")
    private Integer confirm;

    @Override
    void run(Transactions transactions) throws Exception {
        if (confirm != null && confirm < 1) {
            throw new IllegalArgumentException("--confirm takes seconds, 1 or more");
        }
        report(transactions.commit(Optional.ofNullable(confirm).map(Duration::ofSeconds)));
        say(confirm == null ? "committed" : "committed; goes back in " + confirm + " s without pbx:config-confirm");
    }
}
