// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

/** What every database must do for the registrar. */
abstract class StoreContract {
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00.123Z");

    private final FakeDigests digests = new FakeDigests();
    private DataSource source;
    private JdbcStore store;

    /** An empty database. */
    abstract DataSource database() throws Exception;

    /** Breaks the connection that the store holds. */
    abstract void breakConnection() throws Exception;

    @BeforeEach
    void open() throws Exception {
        source = database();
        store = new JdbcStore(source);
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Account account(String name, String displayName, String... aliases) {
        return new Account(name, displayName, List.of(aliases), "strowger", digests.ha1(name, "strowger", "pw"), true);
    }

    static Binding binding(String contact, String host, String... path) {
        Flow source = new Flow(Transport.TLS, host, 49152, "outside");
        return new Binding(
                Contact.parse(contact),
                "c1@h",
                4_294_967_295L,
                source,
                List.of(path),
                "Phone/1.0 ü",
                NOW,
                NOW.plusSeconds(60));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void accountsComeBackAsTheyWere() throws SQLException {
        Account disabled = new Account("3001", "", List.of(), "other", digests.ha1("3001", "other", "x"), false);
        Account named = account("3000", "Zoë \"Z\" O'Hara, 電話", "3900", "+4930123");
        store.save(List.of(named, disabled));

        assertThat(store.accounts()).containsExactlyInAnyOrder(named, disabled);
    }

    @Test
    void aSavedAccountReplacesTheOneOfItsName() throws SQLException {
        store.save(List.of(account("3000", "before", "3900"), account("3001", "")));
        store.save(List.of(account("3000", "after")));

        assertThat(store.accounts()).containsExactlyInAnyOrder(account("3000", "after"), account("3001", ""));
    }

    @Test
    void bindingsComeBackAsTheyWereAndInTheirOrder() throws SQLException {
        List<Binding> bindings = List.of(
                binding("\"Z\" <sip:b@10.0.0.1;ob>;q=0.5;+sip.instance=\"<urn:x>\";reg-id=1", "2001:db8::1"),
                binding("<sip:a@10.0.0.1>", "192.0.2.7", "<sip:edge;lr>", "\"a, b\" <sip:inner;lr>"));
        store.saveBindings(Map.of("3000", bindings, "3001", List.of(binding("<sip:c@h>", "192.0.2.8"))));

        assertThat(store.bindings()).containsOnlyKeys("3000", "3001").containsEntry("3000", bindings);
    }

    @Test
    void savedBindingsReplaceThoseOfTheirAccountsAlone() throws SQLException {
        List<Binding> two = List.of(binding("<sip:a@h>", "192.0.2.7"), binding("<sip:b@h>", "192.0.2.7"));
        store.saveBindings(Map.of("3000", two, "3001", two, "3002", two));

        store.saveBindings(Map.of("3000", List.of(), "3001", two.subList(1, 2)));

        assertThat(store.bindings()).isEqualTo(Map.of("3001", two.subList(1, 2), "3002", two));
    }

    @Test
    void aRemovedAccountTakesItsBindingsAlong() throws SQLException {
        List<Binding> one = List.of(binding("<sip:a@h>", "192.0.2.7"));
        store.save(List.of(account("3000", ""), account("3001", "")));
        store.saveBindings(Map.of("3000", one, "3001", one));

        store.remove("3000");

        assertThat(store.accounts()).containsExactly(account("3001", ""));
        assertThat(store.bindings()).containsOnlyKeys("3001");
    }

    @Test
    void whatFailsChangesNothingAndIsToldApartFromADatabaseThatIsAway() throws SQLException {
        Map<String, List<Binding>> before = Map.of("3000", List.of(binding("<sip:a@h>", "192.0.2.7")));
        store.saveBindings(before);

        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> store.saveBindings(Map.of(
                        "3000", List.of(),
                        "3001", List.of(binding("<sip:a@h>", "x".repeat(65))))));

        assertThat(failure.getSQLState()).startsWith("22");
        assertThat(store.bindings()).isEqualTo(before);
    }

    @Test
    void openingAgainKeepsWhatIsThere() throws SQLException {
        store.save(List.of(account("3000", "")));

        try (JdbcStore other = new JdbcStore(source)) {
            other.open();
            assertThat(other.accounts()).hasSize(1);
        }
    }

    @Test
    void tablesOfANewerRegistrarAreLeftAlone() throws SQLException {
        execute("UPDATE registrar_schema SET version = 99");

        assertThatThrownBy(store::open).isInstanceOf(SQLException.class).hasMessageContaining("version 99");
    }

    @Test
    void aRowThatIsNoAccountIsLeftAsideAndTheOthersLoad() throws SQLException {
        store.save(List.of(account("3000", ""), account("3001", "")));
        execute("UPDATE registrar_account SET ha1_md5 = 'mine' WHERE name = '3000'");

        assertThat(store.accounts()).containsExactly(account("3001", ""));
    }

    @Test
    void aConnectionThatDiedIsReplacedUnnoticed() throws Exception {
        store.save(List.of(account("3000", "")));

        breakConnection();

        store.save(List.of(account("3001", "")));
        assertThat(store.accounts()).hasSize(2);
    }

    @Test
    void tenThousandAccountsAreSavedInSeconds() throws SQLException {
        List<Account> accounts = new ArrayList<>();
        for (int number = 10_000; number < 20_000; number++) {
            accounts.add(account(Integer.toString(number), "Phone " + number));
        }
        Instant began = Instant.now();

        store.save(accounts);
        store.save(accounts);

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(store.accounts()).hasSize(10_000);
    }
}
