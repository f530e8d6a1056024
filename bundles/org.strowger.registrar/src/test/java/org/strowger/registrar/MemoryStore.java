// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store without a database, which can be away. */
final class MemoryStore implements Store {
    final Map<String, Account> accounts = new TreeMap<>();
    final Map<String, List<Binding>> bindings = new TreeMap<>();
    final AtomicInteger writes = new AtomicInteger();
    volatile boolean away;
    volatile String unstorable = "";
    volatile boolean closed;
    /** Run by whoever reads all accounts or all bindings. */
    volatile Runnable reading = () -> {};

    private void reach() throws SQLException {
        if (away) {
            throw new SQLException("connection refused", "08001");
        }
    }

    @Override
    public synchronized void open() throws SQLException {
        reach();
    }

    @Override
    public List<Account> accounts() throws SQLException {
        reading.run();
        synchronized (this) {
            reach();
            return List.copyOf(accounts.values());
        }
    }

    @Override
    public Map<String, List<Binding>> bindings() throws SQLException {
        reading.run();
        synchronized (this) {
            reach();
            return new LinkedHashMap<>(bindings);
        }
    }

    @Override
    public synchronized void save(Collection<Account> saved) throws SQLException {
        reach();
        saved.forEach(account -> accounts.put(account.name(), account));
    }

    @Override
    public synchronized void remove(String account) throws SQLException {
        reach();
        accounts.remove(account);
        bindings.remove(account);
    }

    @Override
    public synchronized void saveBindings(Map<String, List<Binding>> saved) throws SQLException {
        reach();
        if (saved.containsKey(unstorable)) {
            throw new SQLException("invalid byte sequence", "22021");
        }
        writes.incrementAndGet();
        saved.forEach((account, list) -> {
            if (list.isEmpty()) {
                bindings.remove(account);
            } else {
                bindings.put(account, list);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
