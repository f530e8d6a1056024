// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes records out of entries. The same entries from the same beginning make the same records with the same numbers, which is what lets
 * a journal be read again after a crash. Not thread-safe.
 */
final class Deriver {
    /** How many links to calls that were never offered are remembered. */
    private static final int MOST_LINKS = 10_000;

    private final Map<String, Draft> open = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_LINKS;
        }
    };
    private long next;

    /** @param next the number of the next record */
    Deriver(long next) {
        this.next = next;
    }

    long next() {
        return next;
    }

    /** Numbers that somebody has seen already are not given again. */
    void atLeast(long number) {
        next = Math.max(next, number);
    }

    /** A call whose records are there already. */
    void forget(String call) {
        open.remove(call);
    }

    /** The calls that are up. */
    Set<String> calls() {
        return Set.copyOf(open.keySet());
    }

    int size() {
        return open.size();
    }

    /** All that has to be known to go on from here. */
    List<Entry> snapshot() {
        List<Entry> entries = new ArrayList<>(open.size() + links.size());
        open.values().forEach(draft -> entries.add(draft.encode()));
        links.forEach((call, other) ->
                entries.add(new Entry(Entry.Kind.LINKED, call, Instant.EPOCH, Map.of("other", other))));
        return entries;
    }

    /** Takes an entry, and returns the records that it completes: none, or those of one call. */
    List<CallRecord> on(Entry entry) {
        Draft draft = open.get(entry.call());
        switch (entry.kind()) {
            case OPEN -> open.put(entry.call(), Draft.decode(entry));
            case OFFERED -> offered(entry);
            case LINKED -> link(entry.call(), entry.get("other"));
            case ENDED, INTERRUPTED -> {
                return end(entry);
            }
            default -> {
                if (draft != null) {
                    draft.on(entry);
                }
                if (entry.kind() == Entry.Kind.TRANSFERRING && open.containsKey(entry.get("other"))) {
                    open.get(entry.get("other")).transfer();
                }
            }
        }
        return List.of();
    }

    private void offered(Entry entry) {
        Draft draft = open.computeIfAbsent(entry.call(), Draft::new);
        draft.on(entry);
        String other = links.remove(entry.call());
        if (other != null) {
            draft.journey(other);
        }
    }

    private void link(String call, String other) {
        Draft origin = open.get(other);
        String journey = origin == null ? other : origin.journey();
        Draft draft = open.get(call);
        if (draft == null) {
            links.put(call, journey);
        } else {
            draft.journey(journey);
        }
    }

    private List<CallRecord> end(Entry entry) {
        Draft draft = open.remove(entry.call());
        if (draft == null || !draft.offered()) {
            return List.of();
        }
        List<CallRecord> records = draft.records(entry, next);
        next += records.size();
        return records;
    }

    /** An entry for each open call of which it is said that nobody knows of it any longer: its end was not seen. */
    List<Entry> interrupted(Predicate<Draft> unknown) {
        return open.values().stream()
                .filter(unknown)
                .map(draft -> new Entry(Entry.Kind.INTERRUPTED, draft.call(), draft.last(), Map.of()))
                .toList();
    }
}
