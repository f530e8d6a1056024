// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.strowger.testkit.Postgres;

/** The table on PostgreSQL, and the server killed between two batches. */
final class PostgresSinkIT {
    private static Postgres server;
    private static PGSimpleDataSource source;

    @BeforeAll
    static void start() throws Exception {
        server = Postgres.start();
        source = new PGSimpleDataSource();
        source.setURL(server.database("records"));
        source.setUser(Postgres.USER);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void everyRecordIsThereOnceWhateverBecomesOfTheServer() throws Exception {
        try (Sink sink = new DatabaseSink(source)) {
            assertThat(sink.last()).isZero();
            sink.write(SinksTest.records(5, 7));
            server.halt();
            List<CallRecord> next = SinksTest.records(8, 9);
            assertThat(refuses(sink, next)).isTrue();
            server.resume();

            assertThat(sink.last()).isEqualTo(7);
            sink.write(next);
            assertThat(sink.last()).isEqualTo(9);
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT seq, began FROM call_record ORDER BY seq")) {
            for (long seq : LongStream.rangeClosed(5, 9).toArray()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(seq);
                assertThat(rows.getObject(2, OffsetDateTime.class).toInstant()).isEqualTo(Happenings.BEGAN);
            }
            assertThat(rows.next()).isFalse();
        }
    }

    private static boolean refuses(Sink sink, List<CallRecord> records) throws Exception {
        try {
            sink.write(records);
            return false;
        } catch (SQLException away) {
            return true;
        }
    }
}
