// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the bindings of memory into the database, some time later. What waits is not the changes but the names of the accounts
 * that changed, and what is written is how they are then: however long the database is away, there is at most one entry an
 * account, and nothing to drop. Any thread marks; one thread writes.
 */
final class WriteBehind {
    private static final Logger log = LoggerFactory.getLogger(WriteBehind.class);

    private static final int BATCH = 1000;

    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Store store;
    private final Function<String, List<Binding>> state;
    private final Outage outage;

    /**
     * Nothing to write yet.
     *
     * @param state the bindings that an account has at the moment of asking
     */
    WriteBehind(Store store, Function<String, List<Binding>> state, Outage outage) {
        this.store = store;
        this.state = state;
        this.outage = outage;
    }

    void mark(String account) {
        changed.add(account);
    }

    int waiting() {
        return changed.size();
    }

    /** Writes what has changed, unless the database is away and its pause not over. */
    void write() {
        if (outage.mayTry()) {
            writeNow();
        }
    }

    /** Writes what has changed; false where the database would not have it. */
    boolean writeNow() {
        while (!changed.isEmpty()) {
            Map<String, List<Binding>> batch = take();
            try {
                save(batch);
                outage.over();
            } catch (SQLException away) {
                changed.addAll(batch.keySet());
                outage.failed("calls and registrations go on, new bindings are kept in memory for now", away);
                return false;
            }
        }
        return true;
    }

    private Map<String, List<Binding>> take() {
        Map<String, List<Binding>> batch = new HashMap<>();
        for (Iterator<String> names = changed.iterator(); names.hasNext() && batch.size() < BATCH; ) {
            String account = names.next();
            // First unmarked, then read: a change in between is marked again and written once more.
            names.remove();
            batch.put(account, state.apply(account));
        }
        return batch;
    }

    private void save(Map<String, List<Binding>> batch) throws SQLException {
        try {
            store.saveBindings(batch);
        } catch (SQLException failure) {
            if (!isAboutData(failure)) {
                throw failure;
            }
            saveEach(batch);
        }
    }

    /** One row that the database cannot hold shall not keep a thousand others out. */
    private void saveEach(Map<String, List<Binding>> batch) throws SQLException {
        for (Map.Entry<String, List<Binding>> entry : batch.entrySet()) {
            try {
                store.saveBindings(Map.of(entry.getKey(), entry.getValue()));
            } catch (SQLException failure) {
                if (!isAboutData(failure)) {
                    throw failure;
                }
                log.error(
                        "The bindings of {} cannot be stored and will not survive a restart: {}",
                        entry.getKey(),
                        failure.getMessage());
            }
        }
    }

    /** SQLSTATE classes 22, data exception, and 23, integrity constraint violation. */
    private static boolean isAboutData(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
