// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.strowger.testkit.Postgres;

/** A database of a PostgreSQL under test. */
final class PostgresSource {
    private PostgresSource() {}

    static DataSource of(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(Postgres.USER);
        return source;
    }
}
