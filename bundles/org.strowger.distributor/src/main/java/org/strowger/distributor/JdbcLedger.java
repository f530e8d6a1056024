// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents and counts in the database: read once, then written behind on a thread of its own. While the database is away what is newest waits in
 * memory, one entry for each agent and queue.
 */
final class JdbcLedger implements Ledger {
    /** An entry as it was found. */
    record Entry(String kind, String name, Kept kept) {}

    private record Key(String kind, String name) {}

    private static final Logger log = LoggerFactory.getLogger(JdbcLedger.class);
    private static final long PERIOD_MILLIS = 500;
    private static final int LONGEST_PAUSE = 60;
    private static final long FLUSH_SECONDS = 5;

    private final DataSource source;
    private final ScheduledExecutorService thread;
    private final Map<Key, Kept> waiting = new ConcurrentHashMap<>();
    private Consumer<List<Entry>> reader = entries -> {};
    private boolean read;
    private int failures;
    private int pause;

    /** @param thread becomes its own */
    JdbcLedger(DataSource source, ScheduledExecutorService thread) {
        this.source = source;
        this.thread = thread;
    }

    /** Begins: what there is is told once, as soon as it can be read. */
    void open(Consumer<List<Entry>> told) {
        thread.execute(() -> reader = told);
        thread.scheduleWithFixedDelay(this::work, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void keep(String kind, String name, Kept kept) {
        waiting.put(new Key(kind, name), kept);
    }

    private void work() {
        if (pause > 0) {
            pause--;
            return;
        }
        try {
            if (!read) {
                List<Entry> entries = load();
                read = true;
                reader.accept(entries);
            }
            write();
            if (failures > 0) {
                log.info("The database is back: agents and counts are kept");
            }
            failures = 0;
        } catch (SQLException away) {
            if (failures++ == 0) {
                log.warn("The database is away ({}): agents and counts are kept in memory for now", away.getMessage());
            }
            pause = Math.min(1 << Math.min(failures, 10), LONGEST_PAUSE);
        } catch (RuntimeException bug) {
            log.error("The distributor's ledger stumbled and goes on", bug);
        }
    }

    private List<Entry> load() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS distributor_kept (
                      kind VARCHAR(16) NOT NULL,
                      name VARCHAR(100) NOT NULL,
                      content VARCHAR NOT NULL,
                      PRIMARY KEY (kind, name))""");
            try (ResultSet rows = statement.executeQuery("SELECT kind, name, content FROM distributor_kept")) {
                while (rows.next()) {
                    entries.add(new Entry(rows.getString(1), rows.getString(2), Kept.read(rows.getString(3))));
                }
            }
        }
        return entries;
    }

    private void write() throws SQLException {
        // First taken, then written: what changes in between is written once more.
        Map<Key, Kept> batch = new HashMap<>();
        waiting.keySet().forEach(key -> batch.put(key, waiting.remove(key)));
        if (batch.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            save(batch);
            done = true;
        } finally {
            if (!done) {
                batch.forEach(waiting::putIfAbsent);
            }
        }
    }

    private void save(Map<Key, Kept> batch) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM distributor_kept WHERE kind = ? AND name = ?");
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO distributor_kept (kind, name, content) VALUES (?, ?, ?)")) {
                for (Map.Entry<Key, Kept> each : batch.entrySet()) {
                    delete.setString(1, each.getKey().kind());
                    delete.setString(2, each.getKey().name());
                    delete.addBatch();
                    insert.setString(1, each.getKey().kind());
                    insert.setString(2, each.getKey().name());
                    insert.setString(3, each.getValue().text());
                    insert.addBatch();
                }
                delete.executeBatch();
                insert.executeBatch();
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            }
        }
    }

    /** Writes what waits, and ends. */
    void close() throws InterruptedException {
        try {
            thread.execute(() -> {
                pause = 0;
                work();
            });
        } catch (RejectedExecutionException e) {
            log.debug("closed already", e);
        }
        thread.shutdown();
        if (!thread.awaitTermination(FLUSH_SECONDS, TimeUnit.SECONDS)) {
            log.error("The database did not take {} entries in {} s", waiting.size(), FLUSH_SECONDS);
            thread.shutdownNow();
        }
    }
}
