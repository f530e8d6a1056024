// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.console.config.Journal.FileChange;

/**
 * Brings several files, and Config Admin with them, from one state to another: the journal first, then the files, then Config Admin.
 * Until the journal is gone, {@link #undo} leads back from wherever it stopped; each of its steps can be repeated.
 */
final class Switch {
    private static final Logger log = LoggerFactory.getLogger(Switch.class);

    private final Vault vault;
    private final Configurations configurations;

    Switch(Vault vault, Configurations configurations) {
        this.vault = vault;
        this.configurations = configurations;
    }

    /** Writes everything; the commit is not over before {@link #done}. */
    void apply(Journal journal) throws IOException {
        vault.journal(Optional.of(journal));
        vault.draft(Optional.empty());
        for (FileChange change : journal.changes()) {
            configurations.write(change.file(), change.after());
        }
        for (FileChange change : ordered(journal, FileChange::before, FileChange::after)) {
            configurations.tell(change.pid(), change.file(), change.after());
        }
    }

    /** What is new first, what goes last: so that no route points to a trunk that is not there. */
    private static List<FileChange> ordered(
            Journal journal, Function<FileChange, Optional<String>> from, Function<FileChange, Optional<String>> to) {
        return journal.changes().stream()
                .sorted(Comparator.comparingInt(change ->
                        to.apply(change).isEmpty() ? 2 : from.apply(change).isEmpty() ? 0 : 1))
                .toList();
    }

    /** From here on it can be confirmed, and a restart does not undo it before its time. */
    void await(Journal journal) throws IOException {
        vault.journal(Optional.of(journal));
    }

    /** From here on it stays. */
    void done() throws IOException {
        vault.journal(Optional.empty());
    }

    /** Somebody else's work since then is not thrown away. */
    private void save(FileChange change) throws IOException {
        Optional<String> now = configurations.read(change.file());
        if (now.isPresent() && !now.equals(change.before()) && !now.equals(change.after())) {
            log.warn("{} was changed since the commit; what it was is in {}", change.file(), vault.keep(change, now));
        }
    }

    /** Writes back what was before, and stages the edits again. */
    void undo(Journal journal) throws IOException {
        vault.journal(Optional.of(journal.undoing()));
        for (FileChange change : journal.changes()) {
            save(change);
            configurations.write(change.file(), change.before());
        }
        for (FileChange change : ordered(journal, FileChange::after, FileChange::before)) {
            configurations.tell(change.pid(), change.file(), change.before());
        }
        vault.draft(Optional.of(journal.draft()));
        vault.journal(Optional.empty());
    }
}
