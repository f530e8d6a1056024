// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

/** A binding as a row of {@code registrar_binding}. What can be read out of the contact has no column of its own. */
final class BindingRows {
    static final String SELECT = "SELECT account, contact, call_id, cseq, path, transport, host, port, listener,"
            + " user_agent, registered_at, expires_at FROM registrar_binding ORDER BY account, slot";
    static final String INSERT =
            "INSERT INTO registrar_binding (account, slot, contact, call_id, cseq, path, transport,"
                    + " host, port, listener, user_agent, registered_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String DELETE = "DELETE FROM registrar_binding WHERE account = ?";

    // No header value holds one.
    private static final String BETWEEN_PROXIES = "\n";

    private BindingRows() {}

    static Binding read(ResultSet row) throws SQLException {
        String path = row.getString(5);
        return new Binding(
                Contact.parse(row.getString(2)),
                row.getString(3),
                row.getLong(4),
                new Flow(Transport.parse(row.getString(6)), row.getString(7), row.getInt(8), row.getString(9)),
                path.isEmpty() ? List.of() : Arrays.asList(path.split(BETWEEN_PROXIES)),
                row.getString(10),
                Instant.ofEpochMilli(row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)));
    }

    static void write(PreparedStatement row, String account, int slot, Binding binding) throws SQLException {
        row.setString(1, account);
        row.setInt(2, slot);
        row.setString(3, binding.contact().text());
        row.setString(4, binding.callId());
        row.setLong(5, binding.cseq());
        row.setString(6, String.join(BETWEEN_PROXIES, binding.path()));
        row.setString(7, binding.source().transport().token());
        row.setString(8, binding.source().host());
        row.setInt(9, binding.source().port());
        row.setString(10, binding.source().listener());
        row.setString(11, binding.userAgent());
        row.setLong(12, binding.registered().toEpochMilli());
        row.setLong(13, binding.expires().toEpochMilli());
    }
}
