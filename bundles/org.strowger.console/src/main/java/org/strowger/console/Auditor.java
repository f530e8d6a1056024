// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Audits while calls come and go. The books of several bundles cannot be read in one moment, so what looks wrong is looked at
 * again until it is right or has been wrong all through a time of grace.
 */
public final class Auditor {
    /** Everybody's tables, and what went wrong while they were read. */
    public record Books(List<Audit.Book> books, List<String> failures) {
        public Books {
            books = List.copyOf(books);
            failures = List.copyOf(failures);
        }
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    private static final Duration STEP = Duration.ofMillis(100);

    private final Supplier<Optional<Set<String>>> calls;
    private final Supplier<Books> books;
    private final LongSupplier nanos;
    private final Pause pause;

    /**
     * @param calls asks the engine for the calls that are up
     * @param nanos a clock that never goes back
     */
    public Auditor(Supplier<Optional<Set<String>>> calls, Supplier<Books> books, LongSupplier nanos, Pause pause) {
        this.calls = calls;
        this.books = books;
        this.nanos = nanos;
        this.pause = pause;
    }

    private record Reading(Books books, Optional<Set<String>> known) {
        /** @param others calls that are known otherwise */
        Audit audit(Set<String> others) {
            Optional<Set<String>> all = known.map(ids -> {
                Set<String> more = new HashSet<>(ids);
                more.addAll(others);
                return more;
            });
            return new Audit(books.books(), all, books.failures());
        }
    }

    /** Audits until nothing is wrong, or the same has been wrong all through the grace. */
    public Audit audit(Duration grace) throws InterruptedException {
        long end = nanos.getAsLong() + grace.toNanos();
        Audit audit = read().audit(Set.of());
        Set<String> suspects = new HashSet<>(audit.orphans());
        while (!audit.clean() && nanos.getAsLong() < end) {
            pause.take(STEP);
            Reading reading = read();
            Set<String> passing = new HashSet<>(reading.audit(Set.of()).orphans());
            suspects.retainAll(passing);
            passing.removeAll(suspects);
            audit = reading.audit(passing);
        }
        return audit;
    }

    /** Audits again and again until every table of calls is empty, or the time is over. */
    public Audit awaitEmpty(Duration time) throws InterruptedException {
        long end = nanos.getAsLong() + time.toNanos();
        Audit audit = read().audit(Set.of());
        while (!audit.occupied().isEmpty() && nanos.getAsLong() < end) {
            pause.take(STEP);
            audit = read().audit(Set.of());
        }
        return audit;
    }

    /** A call that begins or ends while the books are read is known before or after. */
    private Reading read() {
        Optional<Set<String>> before = calls.get();
        Books read = books.get();
        Optional<Set<String>> known = calls.get().map(after -> {
            Set<String> all = new HashSet<>(after);
            before.ifPresent(all::addAll);
            return all;
        });
        return new Reading(read, known);
    }
}
