// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.StillClock;

class JdbcLedgerTest {
    private final JdbcDataSource database = new JdbcDataSource();
    private boolean away;
    private OneAtATime thread = new OneAtATime(new StillClock());
    private final List<JdbcLedger.Entry> found = new ArrayList<>();

    JdbcLedgerTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void whatIsKeptIsFoundAndTheLatestCounts() throws Exception {
        JdbcLedger ledger = open();
        assertThat(found).isEmpty();
        ledger.keep(Ledger.AGENT, "201", new Kept().with("paused", "tea"));
        ledger.keep(Ledger.AGENT, "201", new Kept().with("paused", "lunch = long\nand more"));
        ledger.keep(Ledger.QUEUE, "201", new Kept().with("offered", 7));
        ledger.close();
        open();
        assertThat(found).hasSize(2);
        assertThat(entry(Ledger.AGENT).kept().text("paused")).isEqualTo("lunch = long and more");
        assertThat(entry(Ledger.QUEUE).kept().number("offered")).isEqualTo(7);
    }

    @Test
    void whatCannotBeWrittenWaits() {
        JdbcLedger ledger = open();
        away = true;
        ledger.keep(Ledger.AGENT, "201", new Kept().with("missed", 1));
        pass();
        away = false;
        pass();
        open();
        assertThat(entry(Ledger.AGENT).kept().number("missed")).isEqualTo(1);
    }

    @Test
    void aDatabaseThatComesLaterIsReadThen() throws Exception {
        JdbcLedger first = open();
        first.keep(Ledger.AGENT, "201", new Kept().with("missed", 1));
        first.close();
        away = true;
        open();
        assertThat(found).isEmpty();
        away = false;
        pass();
        assertThat(found).hasSize(1);
    }

    private JdbcLedger.Entry entry(String kind) {
        return found.stream()
                .filter(entry -> entry.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private JdbcLedger open() {
        found.clear();
        thread = new OneAtATime(new StillClock());
        JdbcLedger ledger = new JdbcLedger(new Source(), thread);
        ledger.open(found::addAll);
        thread.advance(Duration.ZERO);
        return ledger;
    }

    private void pass() {
        thread.advance(Duration.ofSeconds(10));
    }

    /** The database, as long as it is there. */
    private final class Source implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLException("away");
            }
            return database.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLoginTimeout(int seconds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
