// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The store on the embedded database. */
class JdbcStoreTest extends StoreContract {
    private String url;

    @Override
    DataSource database() {
        url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    @Override
    void breakConnection() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement();
                var sessions =
                        statement.executeQuery("SELECT ABORT_SESSION(session_id) FROM information_schema.sessions"
                                + " WHERE session_id <> SESSION_ID()")) {
            if (!sessions.next()) {
                throw new AssertionError("the store holds no connection");
            }
        }
    }
}
