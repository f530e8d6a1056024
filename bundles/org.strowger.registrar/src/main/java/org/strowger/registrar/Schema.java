// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The registrar's tables, in SQL that H2 and PostgreSQL both read. */
final class Schema {
    /** The statements that lead from each version to the next. What has been released is never edited, only added to. */
    private static final List<List<String>> STEPS = List.of(
            List.of(
                    """
            CREATE TABLE IF NOT EXISTS registrar_account (
              name VARCHAR(64) PRIMARY KEY,
              display_name VARCHAR(100) NOT NULL,
              aliases VARCHAR NOT NULL,
              realm VARCHAR(100) NOT NULL,
              ha1_md5 VARCHAR(32) NOT NULL,
              ha1_sha256 VARCHAR(64) NOT NULL,
              enabled BOOLEAN NOT NULL)""",
                    """
            CREATE TABLE IF NOT EXISTS registrar_binding (
              account VARCHAR(64) NOT NULL,
              slot INTEGER NOT NULL,
              contact VARCHAR NOT NULL,
              call_id VARCHAR NOT NULL,
              cseq BIGINT NOT NULL,
              path VARCHAR NOT NULL,
              transport VARCHAR(8) NOT NULL,
              host VARCHAR(64) NOT NULL,
              port INTEGER NOT NULL,
              listener VARCHAR NOT NULL,
              user_agent VARCHAR NOT NULL,
              registered_at BIGINT NOT NULL,
              expires_at BIGINT NOT NULL,
              PRIMARY KEY (account, slot))"""));

    private Schema() {}

    /** Brings the tables of a database to this bundle's version. Repeatable, also where the last time broke off. */
    static void update(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS registrar_schema (version INTEGER NOT NULL)");
            int version = version(statement);
            if (version > STEPS.size()) {
                throw new SQLException("the registrar's tables are of version " + version
                        + ", made by a newer registrar; this one knows " + STEPS.size());
            }
            for (String step : STEPS.subList(version, STEPS.size()).stream()
                    .flatMap(List::stream)
                    .toList()) {
                statement.execute(step);
            }
            statement.execute("DELETE FROM registrar_schema");
            statement.execute("INSERT INTO registrar_schema (version) VALUES (" + STEPS.size() + ")");
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT version FROM registrar_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
