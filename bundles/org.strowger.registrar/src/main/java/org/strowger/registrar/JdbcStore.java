// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in a database. Any thread; what changes it is one transaction after the other. */
final class JdbcStore implements Store {
    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    private static final int FETCH = 1000;
    private static final int ALIVE_SECONDS = 2;

    private final DataSource source;
    /** Held for as long as it works: an embedded database would be closed, and opened again, for each transaction. */
    private Connection connection;

    private boolean closed;

    JdbcStore(DataSource source) {
        this.source = source;
    }

    @Override
    public void open() throws SQLException {
        transact(made -> {
            Schema.update(made);
            return null;
        });
    }

    @Override
    public List<Account> accounts() throws SQLException {
        List<Account> accounts = new ArrayList<>();
        read(AccountRows.SELECT, row -> {
            try {
                accounts.add(AccountRows.read(row));
            } catch (IllegalArgumentException bad) {
                log.error("Account {} in the database is left aside: {}", row.getString("name"), bad.getMessage());
            }
        });
        return accounts;
    }

    @Override
    public Map<String, List<Binding>> bindings() throws SQLException {
        Map<String, List<Binding>> bindings = new HashMap<>();
        read(BindingRows.SELECT, row -> {
            String account = row.getString("account");
            try {
                Binding binding = BindingRows.read(row);
                bindings.computeIfAbsent(account, name -> new ArrayList<>(2)).add(binding);
            } catch (IllegalArgumentException bad) {
                log.error("A binding of {} in the database is left aside: {}", account, bad.getMessage());
            }
        });
        return bindings;
    }

    @Override
    public void save(Collection<Account> accounts) throws SQLException {
        List<String> names = accounts.stream().map(Account::name).toList();
        transact(made -> {
            delete(made, AccountRows.DELETE, names);
            try (PreparedStatement insert = made.prepareStatement(AccountRows.INSERT)) {
                for (Account account : accounts) {
                    AccountRows.write(insert, account);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return null;
        });
    }

    @Override
    public void remove(String account) throws SQLException {
        transact(made -> {
            delete(made, AccountRows.DELETE, List.of(account));
            delete(made, BindingRows.DELETE, List.of(account));
            return null;
        });
    }

    @Override
    public void saveBindings(Map<String, List<Binding>> bindings) throws SQLException {
        transact(made -> {
            delete(made, BindingRows.DELETE, bindings.keySet());
            try (PreparedStatement insert = made.prepareStatement(BindingRows.INSERT)) {
                for (Map.Entry<String, List<Binding>> entry : bindings.entrySet()) {
                    int slot = 0;
                    for (Binding binding : entry.getValue()) {
                        BindingRows.write(insert, entry.getKey(), slot++, binding);
                        insert.addBatch();
                    }
                }
                insert.executeBatch();
            }
            return null;
        });
    }

    private static void delete(Connection made, String sql, Collection<String> names) throws SQLException {
        try (PreparedStatement delete = made.prepareStatement(sql)) {
            for (String name : names) {
                delete.setString(1, name);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Reads on a connection of its own, so that nobody waits for anybody. */
    private void read(String sql, RowReader reader) throws SQLException {
        try (Connection own = source.getConnection()) {
            // PostgreSQL fetches piece by piece within a transaction only.
            own.setAutoCommit(false);
            try (PreparedStatement select = own.prepareStatement(sql)) {
                select.setFetchSize(FETCH);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
            own.commit();
        }
    }

    /** Runs work as one transaction, a second time where the connection had died since it was last used. */
    private synchronized <T> T transact(Work<T> work) throws SQLException {
        boolean used = connection != null;
        try {
            return attempt(work);
        } catch (SQLException failure) {
            if (!used || connection != null) {
                throw failure;
            }
            log.debug("The connection to the database was dead; trying a new one", failure);
            return attempt(work);
        }
    }

    private <T> T attempt(Work<T> work) throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed");
        }
        if (connection == null) {
            connection = source.getConnection();
        }
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    private void undo() {
        try {
            connection.rollback();
            if (connection.isValid(ALIVE_SECONDS)) {
                return;
            }
        } catch (SQLException dead) {
            log.debug("The connection to the database is dead", dead);
        }
        disconnect();
    }

    private void disconnect() {
        try {
            connection.close();
        } catch (SQLException dead) {
            log.debug("The connection to the database was dead already", dead);
        }
        connection = null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            disconnect();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
