// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.strowger.api.digest.Ha1;

/** An account as a row of {@code registrar_account}. */
final class AccountRows {
    static final String SELECT =
            "SELECT name, display_name, aliases, realm, ha1_md5, ha1_sha256, enabled" + " FROM registrar_account";
    static final String INSERT = "INSERT INTO registrar_account"
            + " (name, display_name, aliases, realm, ha1_md5, ha1_sha256, enabled) VALUES (?, ?, ?, ?, ?, ?, ?)";
    static final String DELETE = "DELETE FROM registrar_account WHERE name = ?";

    private AccountRows() {}

    static Account read(ResultSet row) throws SQLException {
        String aliases = row.getString(3);
        return new Account(
                row.getString(1),
                row.getString(2),
                aliases.isEmpty() ? List.of() : Arrays.asList(aliases.split(",")),
                row.getString(4),
                new Ha1(row.getString(5), row.getString(6)),
                row.getBoolean(7));
    }

    static void write(PreparedStatement row, Account account) throws SQLException {
        row.setString(1, account.name());
        row.setString(2, account.displayName());
        row.setString(3, String.join(",", account.aliases()));
        row.setString(4, account.realm());
        row.setString(5, account.secret().md5());
        row.setString(6, account.secret().sha256());
        row.setBoolean(7, account.enabled());
    }
}
