// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in a database: one table of its own, in SQL that H2 and PostgreSQL both read. */
final class JdbcStore implements Store {
    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS forward_profile (
              number VARCHAR(64) PRIMARY KEY,
              quiet BOOLEAN NOT NULL,
              to_always VARCHAR(64) NOT NULL,
              to_busy VARCHAR(64) NOT NULL,
              to_no_answer VARCHAR(64) NOT NULL,
              to_unreachable VARCHAR(64) NOT NULL,
              ring_seconds INTEGER NOT NULL)""";
    private static final String SELECT = "SELECT number, quiet, to_always, to_busy, to_no_answer, to_unreachable,"
            + " ring_seconds FROM forward_profile";
    private static final String DELETE = "DELETE FROM forward_profile WHERE number = ?";
    private static final String INSERT = "INSERT INTO forward_profile (number, quiet, to_always, to_busy,"
            + " to_no_answer, to_unreachable, ring_seconds) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final int FIRST_TARGET = 3;

    private final DataSource source;

    JdbcStore(DataSource source) {
        this.source = source;
    }

    @Override
    public List<Profile> open() throws SQLException {
        List<Profile> profiles = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            try (ResultSet rows = statement.executeQuery(SELECT)) {
                while (rows.next()) {
                    try {
                        profiles.add(read(rows));
                    } catch (IllegalArgumentException bad) {
                        log.error("What is said of {} in the database is left aside", rows.getString("number"), bad);
                    }
                }
            }
        }
        return profiles;
    }

    private static Profile read(ResultSet row) throws SQLException {
        Map<Kind, String> targets = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String target = row.getString(FIRST_TARGET + kind.ordinal());
            if (!target.isEmpty()) {
                targets.put(kind, target);
            }
        }
        return new Profile(row.getString("number"), row.getBoolean("quiet"), targets, row.getInt("ring_seconds"));
    }

    @Override
    public void save(Profile profile) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(connection, profile);
                connection.commit();
            } catch (SQLException refused) {
                connection.rollback();
                throw refused;
            }
        }
    }

    private static void write(Connection connection, Profile profile) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, profile.number());
            delete.executeUpdate();
        }
        if (profile.isPlain()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, profile.number());
            insert.setBoolean(2, profile.quiet());
            for (Kind kind : Kind.values()) {
                insert.setString(
                        FIRST_TARGET + kind.ordinal(), profile.target(kind).orElse(""));
            }
            insert.setInt(FIRST_TARGET + Kind.values().length, profile.after());
            insert.executeUpdate();
        }
    }
}
