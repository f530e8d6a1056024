// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What outlives the process. Each method is one transaction, may be repeated without harm, and blocks for as long as the
 * database takes: never on the path of a call. Accounts and bindings may be read at the same time. An {@link SQLException} means that nothing has changed.
 */
interface Store extends AutoCloseable {
    /** Makes or brings up to date the tables. */
    void open() throws SQLException;

    /** Every account; a row that is no account any more is left where it is and named in the log. */
    List<Account> accounts() throws SQLException;

    /** Every binding by account, expired ones included; likewise. */
    Map<String, List<Binding>> bindings() throws SQLException;

    /** Adds accounts, or replaces those of their names. */
    void save(Collection<Account> accounts) throws SQLException;

    /** Removes an account and its bindings. */
    void remove(String account) throws SQLException;

    /** Makes these the bindings of these accounts. */
    void saveBindings(Map<String, List<Binding>> bindings) throws SQLException;

    @Override
    void close();
}
