// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The table {@code call_record} of the database, in SQL that H2 and PostgreSQL both read. How far it got is written in the same
 * transaction as the records: each is there once, whatever is killed when.
 */
final class DatabaseSink implements Sink {
    private static final String INSERT = "INSERT INTO call_record ("
            + Arrays.stream(Column.values()).map(DatabaseSink::sql).collect(Collectors.joining(", "))
            + ") VALUES ("
            + Arrays.stream(Column.values()).map(column -> "?").collect(Collectors.joining(", "))
            + ")";

    private final DataSource source;
    private Connection connection;

    DatabaseSink(DataSource source) {
        this.source = source;
    }

    /** {@code call} and others are words of SQL somewhere: the names that the table has for them. */
    private static String sql(Column column) {
        return switch (column) {
            case CALL -> "call_id";
            case CALLER -> "caller_number";
            default -> column.label();
        };
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "BIGINT";
            case TIME -> "TIMESTAMP(3) WITH TIME ZONE";
        };
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public long last() throws SQLException {
        disconnect();
        connection = source.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS call_record ("
                    + Arrays.stream(Column.values())
                            .map(column -> sql(column) + " " + type(column))
                            .collect(Collectors.joining(", "))
                    + ", PRIMARY KEY (seq))");
            statement.execute("CREATE INDEX IF NOT EXISTS call_record_began ON call_record (began)");
            statement.execute("CREATE INDEX IF NOT EXISTS call_record_journey ON call_record (journey)");
            statement.execute("CREATE TABLE IF NOT EXISTS call_record_state (written BIGINT NOT NULL)");
            long last = 0;
            try (ResultSet rows = statement.executeQuery("SELECT MAX(written) FROM call_record_state")) {
                last = rows.next() ? rows.getLong(1) : 0;
            }
            connection.commit();
            return last;
        }
    }

    @Override
    public void write(List<CallRecord> records) throws SQLException {
        boolean done = false;
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                Statement state = connection.createStatement()) {
            for (CallRecord record : records) {
                for (Column column : Column.values()) {
                    set(insert, column.ordinal() + 1, column, record);
                }
                insert.addBatch();
            }
            insert.executeBatch();
            state.execute("DELETE FROM call_record_state");
            state.execute("INSERT INTO call_record_state (written) VALUES ("
                    + records.get(records.size() - 1).seq() + ")");
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                disconnect();
            }
        }
    }

    private static void set(PreparedStatement insert, int index, Column column, CallRecord record) throws SQLException {
        Object value = record.value(column).orElse(null);
        switch (column.type()) {
            case TEXT -> insert.setString(index, (String) value);
            case NUMBER -> insert.setObject(index, value, Types.BIGINT);
            case TIME ->
                insert.setObject(
                        index,
                        value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }

    private void disconnect() throws SQLException {
        Connection last = connection;
        connection = null;
        if (last != null) {
            try (last) {
                last.rollback();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        disconnect();
    }
}
