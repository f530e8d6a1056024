// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Switchboard;
import org.strowger.console.Audit;
import org.strowger.console.Auditor;
import org.strowger.console.Services;

@Service
@Command(
        scope = "pbx",
        name = "audit",
        description = "Holds every bundle's tables against the calls that are up. Fails when a call has left something"
                + " behind.")
public final class AuditCommand extends PbxCommand {
    @Option(
            name = "--wait",
            description = "Seconds to wait until every table of calls is empty; fails when one is not by then.")
    private Integer wait;

    @Option(name = "--grace", description = "Seconds for which something must be wrong before it counts. Default 2.")
    private int grace = 2;

    @Override
    public Object execute() throws InterruptedException {
        Services services = services();
        Auditor auditor = new Auditor(
                () -> calls(services),
                () -> books(services),
                System::nanoTime,
                time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
        List<String> findings = new ArrayList<>();
        if (wait != null) {
            auditor.awaitEmpty(Duration.ofSeconds(wait))
                    .occupied()
                    .forEach(table -> findings.add(table + ": not empty after " + wait + " s"));
        }
        Audit audit = auditor.audit(Duration.ofSeconds(grace));
        print(audit.report());
        findings.addAll(audit.findings());
        if (!findings.isEmpty()) {
            throw failure("audit: not clean", findings);
        }
        say("audit: clean");
        return null;
    }

    private static Optional<Set<String>> calls(Services services) {
        return services.ask(
                Switchboard.class,
                engine -> engine.calls().stream().map(CallInfo::id).collect(Collectors.toSet()));
    }

    private static Auditor.Books books(Services services) {
        List<Audit.Book> books = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        services.each(Audited.class, (reference, audited) -> {
            try {
                for (Table table : audited.tables()) {
                    books.add(new Audit.Book(audited.subject(), table));
                }
            } catch (RuntimeException fault) {
                failures.add(reference.getBundle().getSymbolicName() + " cannot show its books: " + fault);
            }
        });
        return new Auditor.Books(books, failures);
    }
}
