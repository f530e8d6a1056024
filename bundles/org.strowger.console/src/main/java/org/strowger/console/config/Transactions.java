// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Problem;

/**
 * Changes of several configurations that are applied together or not at all. One for the exchange: begun by one, seen and committed by
 * any. What is staged, and a commit that is not over, outlive the process. Thread-safe; a commit blocks until everybody has been told.
 */
public final class Transactions {
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);

    /** Enough for what takes a configuration to open a socket; a bundle that takes longer shows it in what it refuses later. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final String NONE = "there is no transaction: pbx:config-begin begins one";

    private static final String CHANGED =
            "was changed by someone else since it was staged: after pbx:config-rollback, stage it anew";

    private final Vault vault;
    private final Configurations configurations;
    private final Vetting vetting;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Switch change;
    private Optional<ScheduledFuture<?>> deadline = Optional.empty();
    private boolean closed;

    Transactions(
            Vault vault,
            Configurations configurations,
            Vetting vetting,
            InstantSource clock,
            ScheduledExecutorService timer) {
        this.vault = vault;
        this.configurations = configurations;
        this.vetting = vetting;
        this.clock = clock;
        this.timer = timer;
        this.change = new Switch(vault, configurations);
    }

    /**
     * Takes up what the last process left: undoes a commit that was not over, or waits on for its confirmation. Where the disk
     * refuses, it is tried again.
     */
    public synchronized void recover() {
        if (closed) {
            return;
        }
        try {
            Optional<Journal> journal = vault.journal();
            if (journal.isPresent()) {
                Instant confirmBy = journal.get().confirmBy().orElse(Instant.MIN);
                if (confirmBy.isAfter(clock.instant())) {
                    log.warn("The configuration of the last commit goes back at {} unless it is confirmed", confirmBy);
                    schedule(Duration.between(clock.instant(), confirmBy));
                } else {
                    undo(journal.get());
                }
            }
        } catch (IOException failure) {
            log.error(
                    "A commit that was not over cannot be undone yet, tried again in {} s", RETRY.toSeconds(), failure);
            schedule(RETRY);
        }
    }

    private void undo(Journal journal) throws IOException {
        change.undo(journal);
        log.warn("Undone, and staged again: the commit of {}", names(journal));
    }

    private static String names(Journal journal) {
        return String.join(", ", journal.draft().staged().keySet());
    }

    private void schedule(Duration delay) {
        cancel();
        deadline = Optional.of(timer.schedule(this::recover, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void cancel() {
        deadline.ifPresent(future -> future.cancel(false));
        deadline = Optional.empty();
    }

    /** Leaves what is on the disk to the next that recovers it. Waits for a commit that is under way. */
    public synchronized void close() {
        closed = true;
        cancel();
    }

    private Optional<Journal> journal() throws IOException, TransactionException {
        if (closed) {
            throw new TransactionException("the console's bundle is being replaced: try again");
        }
        return vault.journal();
    }

    /** Begins a transaction. */
    public synchronized void begin(String by) throws IOException, TransactionException {
        refuseUnconfirmed();
        Optional<Draft> draft = vault.draft();
        if (draft.isPresent()) {
            throw new TransactionException(
                    "a transaction was begun by " + draft.get().by() + " at "
                            + draft.get().began() + ": pbx:config-diff shows it, pbx:config-rollback drops it");
        }
        vault.draft(Optional.of(new Draft(by, clock.instant(), Map.of())));
    }

    private void refuseUnconfirmed() throws IOException, TransactionException {
        Optional<Journal> journal = journal();
        if (journal.isPresent()) {
            throw new TransactionException(
                    journal.get().confirmBy().isPresent()
                            ? "the last commit is not confirmed: pbx:config-confirm keeps it, pbx:config-rollback undoes it"
                            : "the last commit is being undone");
        }
    }

    private Draft draft() throws IOException, TransactionException {
        refuseUnconfirmed();
        return vault.draft().orElseThrow(() -> new TransactionException(NONE));
    }

    /** Stages a value. */
    public synchronized void set(Pid pid, String key, String value) throws IOException, TransactionException {
        stage(pid, staged -> staged.set(key, value));
    }

    /** Stages that a key goes, and its default comes into force. */
    public synchronized void unset(Pid pid, String key) throws IOException, TransactionException {
        stage(pid, staged -> {
            if (!staged.keysAfter().containsKey(key)) {
                throw new IllegalArgumentException("has no key " + key);
            }
            return staged.unset(key);
        });
    }

    /** Stages that a configuration goes, and its file with it. */
    public synchronized void delete(Pid pid) throws IOException, TransactionException {
        stage(pid, staged -> {
            if (!staged.base().exists()) {
                throw new IllegalArgumentException("is not there");
            }
            return staged.delete();
        });
    }

    private interface Edit {
        Staged of(Staged staged);
    }

    private void stage(Pid pid, Edit edit) throws IOException, TransactionException {
        Draft draft = draft();
        try {
            Staged before = draft.staged().get(pid.id());
            if (before == null) {
                before = Staged.nothing(pid, configurations.current(pid));
            }
            vault.draft(Optional.of(draft.with(edit.of(before))));
        } catch (IllegalArgumentException impossible) {
            throw new TransactionException(pid + " " + impossible.getMessage(), impossible);
        }
    }

    /**
     * A key that changes.
     *
     * @param before its value, empty where it has none; secrets are masked
     * @param after likewise
     */
    public record Difference(Pid pid, String file, String key, Optional<String> before, Optional<String> after) {}

    /** What stands in the way of another transaction, in a sentence; empty where nothing does. */
    public synchronized Optional<String> state() throws IOException, TransactionException {
        Optional<Journal> journal = journal();
        if (journal.isPresent()) {
            return Optional.of("committed: " + names(journal.get()) + "; "
                    + journal.get()
                            .confirmBy()
                            .map(instant -> "goes back at " + instant + " unless it is confirmed")
                            .orElse("being undone"));
        }
        return vault.draft().map(draft -> "begun by " + draft.by() + " at " + draft.began());
    }

    /** What is staged, or waits to be confirmed, key by key. */
    public synchronized List<Difference> diff() throws IOException, TransactionException {
        Optional<Journal> journal = journal();
        Draft draft = journal.isPresent() ? journal.get().draft() : draft();
        List<Difference> differences = new ArrayList<>();
        for (Staged staged : draft.staged().values()) {
            Map<String, String> before = staged.keysBefore();
            Map<String, String> after = staged.keysAfter();
            Set<String> keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            for (String key : keys) {
                Optional<String> old = Optional.ofNullable(before.get(key));
                Optional<String> now = Optional.ofNullable(after.get(key));
                if (!old.equals(now)) {
                    String file = staged.base().file();
                    differences.add(new Difference(
                            staged.pid(), file, key, shown(staged.pid(), key, old), shown(staged.pid(), key, now)));
                }
            }
        }
        return differences;
    }

    private Optional<String> shown(Pid pid, String key, Optional<String> value) {
        return vetting.secret(pid, key) ? value.map(hidden -> "***") : value;
    }

    /** What speaks against what is staged. */
    public synchronized List<Finding> check() throws IOException, TransactionException {
        return check(draft());
    }

    private List<Finding> check(Draft draft) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Staged staged : draft.staged().values()) {
            Pid pid = staged.pid();
            String file = staged.base().file();
            if (!staged.base().same(configurations.current(pid))) {
                findings.add(Finding.error(new Problem(pid.id(), fileName(file), "", CHANGED)));
            }
            staged.after()
                    .map(text -> configurations.properties(pid, file, text))
                    .ifPresent(properties -> findings.addAll(vetting.check(pid, file, properties)));
        }
        return findings;
    }

    static String fileName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /**
     * Applies what is staged, all of it or nothing.
     *
     * @param confirm how long it may wait for {@link #confirm} before it is undone; empty where it stays at once
     * @return what is odd about it
     */
    public synchronized List<Finding> commit(Optional<Duration> confirm)
            throws IOException, TransactionException, InterruptedException {
        Draft draft = draft();
        if (draft.staged().isEmpty()) {
            throw new TransactionException("nothing is staged");
        }
        List<Finding> findings = check(draft);
        if (findings.stream().anyMatch(Finding::error)) {
            throw new TransactionException("nothing was applied", findings);
        }
        List<Problem> known = vetting.refused();
        Journal journal = Journal.of(draft);
        boolean done = false;
        try {
            change.apply(journal);
            boolean settled = configurations.settle(SETTLE);
            List<Problem> refused = refused(draft, known);
            if (settled && refused.isEmpty()) {
                keep(journal, confirm);
                done = true;
                return findings;
            }
            throw new TransactionException(
                    settled ? "refused, and undone" : "not everybody was told in time, and undone",
                    refused.stream().map(Finding::error).toList());
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    private void keep(Journal journal, Optional<Duration> confirm) throws IOException {
        if (confirm.isPresent()) {
            change.await(journal.confirmBy(clock.instant().plus(confirm.get())));
            schedule(confirm.get());
        } else {
            change.done();
        }
        log.info("Committed{}: {}", confirm.isPresent() ? ", to be confirmed" : "", names(journal));
    }

    /** Undoes what the disk has of a commit; where that fails too, it is tried again. */
    private void undo() {
        try {
            Optional<Journal> journal = vault.journal();
            if (journal.isPresent()) {
                undo(journal.get());
            }
        } catch (IOException failure) {
            log.error("A commit cannot be undone yet, tried again in {} s", RETRY.toSeconds(), failure);
            schedule(RETRY);
        }
    }

    /** What is refused of these configurations, and what is refused elsewhere and was not before. */
    private List<Problem> refused(Draft draft, List<Problem> known) {
        Set<Problem> before = new HashSet<>(known);
        return vetting.refused().stream()
                .filter(problem -> draft.staged().containsKey(problem.pid()) || !before.contains(problem))
                .toList();
    }

    /** Keeps a commit that waits for it. */
    public synchronized void confirm() throws IOException, TransactionException {
        Optional<Journal> journal = journal();
        if (journal.isEmpty() || journal.get().confirmBy().isEmpty()) {
            throw new TransactionException("no commit waits to be confirmed");
        }
        change.done();
        cancel();
        log.info("Confirmed: {}", names(journal.get()));
    }

    /**
     * Undoes a commit that is not confirmed, and stages its edits again; drops what is staged where there is no such commit.
     *
     * @return what was done, in a sentence
     */
    public synchronized String rollback() throws IOException, TransactionException {
        Optional<Journal> journal = journal();
        if (journal.isPresent()) {
            undo(journal.get());
            cancel();
            return "the commit is undone, and its edits are staged again";
        }
        draft();
        vault.draft(Optional.empty());
        return "nothing is staged any more";
    }

    /** What everybody refuses at present. */
    public List<Problem> problems() {
        return vetting.refused();
    }
}
