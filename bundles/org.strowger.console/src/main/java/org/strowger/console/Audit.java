// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.strowger.api.audit.Table;
import org.strowger.api.console.Report;

/**
 * The books of every bundle held against the calls that the engine knows. An entry of a call that it does not know is an orphan:
 * something that a call left behind.
 */
public final class Audit {
    /** Orphans named in a finding before it only counts them. */
    private static final int NAMED = 5;

    /**
     * One table, and whose it is.
     *
     * @param subject the bundle's part in the audit
     */
    public record Book(String subject, Table table) {
        public Book {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(table, "table");
        }
    }

    private record Line(Book book, Set<String> orphans, List<String> faults) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /**
     * Compares.
     *
     * @param calls the ids of the calls that are up; empty where there is no engine to ask
     * @param failures what went wrong while the books were collected
     */
    public Audit(List<Book> books, Optional<Set<String>> calls, List<String> failures) {
        if (calls.isEmpty()) {
            findings.add("the engine is not there: nobody knows which calls are up");
        }
        findings.addAll(failures);
        for (Book book : books) {
            Line line = line(book, calls);
            lines.add(line);
            line.faults.forEach(
                    fault -> findings.add(book.subject() + " " + book.table().name() + ": " + fault));
        }
    }

    private static Line line(Book book, Optional<Set<String>> calls) {
        Table table = book.table();
        Set<String> orphans = new TreeSet<>();
        List<String> faults = new ArrayList<>();
        if (table.perCall() && calls.isPresent()) {
            orphans.addAll(table.callIds());
            orphans.removeAll(calls.get());
            if (!orphans.isEmpty()) {
                faults.add("entries of calls that the engine does not know: " + named(orphans));
            } else if (table.size() > 0
                    && table.callIds().isEmpty()
                    && calls.get().isEmpty()) {
                faults.add("not empty, though there is no call");
            }
        }
        if (table.size() > table.bound()) {
            faults.add("holds " + table.size() + ", more than its bound of " + table.bound());
        }
        return new Line(book, orphans, faults);
    }

    private static String named(Set<String> orphans) {
        String first = orphans.stream().limit(NAMED).collect(Collectors.joining(", "));
        return orphans.size() <= NAMED ? first : first + " and " + (orphans.size() - NAMED) + " more";
    }

    /** Whether nothing is wrong. */
    public boolean clean() {
        return findings.isEmpty();
    }

    /** What is wrong, a sentence each. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /** Calls that the engine does not know. */
    public Set<String> orphans() {
        return lines.stream().flatMap(line -> line.orphans.stream()).collect(Collectors.toSet());
    }

    /** The tables of calls that are not empty, each with its size. */
    public List<String> occupied() {
        return lines.stream()
                .map(Line::book)
                .filter(book -> book.table().perCall() && book.table().size() > 0)
                .map(book -> book.subject() + " " + book.table().name() + " ("
                        + book.table().size() + ")")
                .toList();
    }

    /** A row for each table. */
    public Report report() {
        Report.Builder report =
                Report.columns("subject", "table", "perCall", "size", "bound", "calls", "orphans", "ok");
        for (Line line : lines) {
            Table table = line.book.table();
            report.row(
                    line.book.subject(),
                    table.name(),
                    table.perCall(),
                    table.size(),
                    table.bound() == Long.MAX_VALUE ? null : table.bound(),
                    table.callIds().size(),
                    line.orphans.size(),
                    line.faults.isEmpty());
        }
        return report.build();
    }
}
