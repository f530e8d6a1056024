// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.Postgres;

/** Another database by changing one file. */
final class DatabaseIT {
    private static final String DATABASE = "strowger";
    private static final String FILE = "org.ops4j.datasource-strowger.cfg";

    @Test
    @DisplayName("on PostgreSQL a phone registers, is still bound after a restart, and is called")
    void phonesAreBoundInPostgreSql() throws Exception {
        Postgres server = Postgres.start();
        try (Exchange exchange = Exchange.start("exchange-on-postgresql", onPostgres(server.database(DATABASE)));
                Lab lab = new Lab(exchange, Path.of("target/wire/DatabaseIT").toAbsolutePath())) {
            exchange.console("pbx:account-add --password rosebud --name Susan 2001");
            Account account = new Account("2001", "rosebud");
            SippRun phone =
                    lab.sipp("answer_until_bye").within(Duration.ofMinutes(3)).start();
            String contact = "sip:2001@" + phone.local();
            Phones.bind(lab.udpPhone(), account, contact);

            exchange.restart();

            assertThat(exchange.json("pbx:bindings 2001").toString()).contains(contact);
            Phones.trunkCall(lab, "2001").run();
            assertThat(phone.finish().request("INVITE").uri()).isEqualTo(contact);
            assertThat(texts(server)).anyMatch(row -> row.contains("Susan")).anyMatch(row -> row.contains(contact));
            assertThat(exchange.home().resolve("data/strowger.mv.db")).doesNotExist();
        } finally {
            server.stop();
        }
    }

    /** Does what the file says: takes the lines for PostgreSQL, and comments out those for H2. */
    private static Exchange.Setup onPostgres(String url) {
        return etc -> {
            String shipped = Files.readString(etc.resolve(FILE));
            int postgres = shipped.indexOf("# PostgreSQL");
            assertThat(postgres).as("PostgreSQL is explained in %s", FILE).isPositive();
            String before = shipped.substring(0, postgres).replaceAll("(?m)^(?=[a-z])", "#");
            String after = shipped.substring(postgres)
                    .replaceAll("(?m)^#(?=[a-z])", "")
                    .replaceFirst("(?m)^url = .*", "url = " + url)
                    .replaceFirst("(?m)^password = .*", "password =");
            Files.writeString(etc.resolve(FILE), before + after);
        };
    }

    /** Every row of every table, as text. */
    private static List<String> texts(Postgres server) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.url(DATABASE), Postgres.USER, "");
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
                    while (rows.next()) {
                        texts.add(rows.getString(1));
                    }
                }
            }
        }
        return texts;
    }
}
