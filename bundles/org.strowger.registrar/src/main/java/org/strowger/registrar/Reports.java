// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.strowger.api.console.Report;

/** The registrar's tables as the console shows them. The names of the columns are stable. */
final class Reports {
    private Reports() {}

    static Report accounts(Accounts accounts, Bindings bindings, String realm, Instant now) {
        Report.Builder report = Report.columns("account", "name", "aliases", "enabled", "password", "phones");
        accounts.all().stream()
                .sorted(Comparator.comparing(Account::name))
                .forEach(account -> report.row(
                        account.name(),
                        account.displayName(),
                        account.aliases(),
                        account.enabled(),
                        account.realm().equals(realm) ? "set" : "for realm " + account.realm(),
                        bindings.live(account.name(), now).size()));
        return report.build();
    }

    static Report bindings(Bindings bindings, List<String> accounts, Instant now) {
        Report.Builder report =
                Report.columns("account", "contact", "source", "path", "expires", "registered", "userAgent");
        for (String account : accounts) {
            for (Binding binding : bindings.live(account, now)) {
                report.row(
                        account,
                        binding.contact().uri().toString(),
                        binding.source().toString(),
                        binding.path(),
                        Duration.ofSeconds(binding.secondsLeft(now)),
                        binding.registered(),
                        binding.userAgent());
            }
        }
        return report.build();
    }
}
