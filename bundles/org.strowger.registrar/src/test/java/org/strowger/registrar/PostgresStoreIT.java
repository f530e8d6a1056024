// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.strowger.testkit.Postgres;

/** The store on PostgreSQL, by the same SQL. */
class PostgresStoreIT extends StoreContract {
    private static Postgres server;
    private static int databases;

    private String name;

    @BeforeAll
    static void start() throws Exception {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    DataSource database() throws Exception {
        name = "registrar" + databases++;
        return PostgresSource.of(server.database(name));
    }

    @Override
    void breakConnection() throws Exception {
        try (Connection connection = PostgresSource.of(server.url(name)).getConnection();
                var statement = connection.createStatement();
                var killed = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            if (!killed.next()) {
                throw new AssertionError("the store holds no connection");
            }
        }
    }
}
