// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class StorageTest {
    private static final Profile EVERYTHING = new Profile(
            "1001", true, Map.of(Kind.ALWAYS, "1", Kind.BUSY, "2", Kind.NO_ANSWER, "+3*#", Kind.UNREACHABLE, "4"), 17);

    private final JdbcStore store = new JdbcStore(database());
    private final ManualScheduler thread = new ManualScheduler(new StillClock());
    private final List<Profiles> published = new ArrayList<>();

    private static JdbcDataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    private Profiles load() throws SQLException {
        return new Profiles(store, store.open(), thread);
    }

    @Test
    void whatIsSaidOfANumberSurvivesARestart() throws SQLException {
        Profiles profiles = load();
        profiles.change("1001", before -> EVERYTHING);
        profiles.change("1002", before -> before.withQuiet(true));
        assertThat(load().all())
                .containsExactly(EVERYTHING, Profile.plain("1002").withQuiet(true));
        profiles.change("1001", before -> before.withQuiet(false));
        profiles.change("1002", before -> before.withQuiet(false));
        assertThat(load().all()).containsExactly(EVERYTHING.withQuiet(false));
    }

    @Test
    void whereTheDatabaseRefusesNothingChanges() throws SQLException {
        JdbcDataSource database = database();
        Profiles profiles = new Profiles(new JdbcStore(database), new JdbcStore(database).open(), thread);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE forward_profile");
        }
        assertThatThrownBy(() -> profiles.change("1001", before -> EVERYTHING)).isInstanceOf(SQLException.class);
        assertThat(profiles.of("1001").isPlain()).isTrue();
        Directory directory = new Directory(profiles);
        assertThatThrownBy(() -> directory.set("1001", Map.of("always", "1002"), Optional.empty(), Optional.empty()))
                .isInstanceOf(ForwardException.class)
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void aChangeThatACallAsksForIsWrittenElsewhere() throws SQLException {
        Profiles profiles = load();
        CompletableFuture<Profile> done = profiles.changeLater("1001", before -> EVERYTHING);
        assertThat(done).isNotDone();
        thread.runDue();
        assertThat(done).isCompletedWithValue(EVERYTHING);
        CompletableFuture<Profile> wrong = profiles.changeLater("1001", before -> before.with(Kind.BUSY, "1001"));
        thread.runDue();
        assertThat(wrong).isCompletedExceptionally();
        assertThat(profiles.of("1001")).isEqualTo(EVERYTHING);
    }

    @Test
    void theSettingsAreThereOnceTheDatabaseIs() throws InterruptedException {
        List<SQLException> away = new ArrayList<>(List.of(new SQLException("not yet")));
        Store late = new Store() {
            @Override
            public List<Profile> open() throws SQLException {
                if (!away.isEmpty()) {
                    throw away.remove(0);
                }
                return List.of(EVERYTHING);
            }

            @Override
            public void save(Profile profile) {
                throw new AssertionError("nothing is saved");
            }
        };
        Storage storage = new Storage(
                late,
                profiles -> {
                    published.add(profiles);
                    return published::clear;
                },
                thread);
        thread.runDue();
        assertThat(published).isEmpty();
        thread.advance(java.time.Duration.ofSeconds(2));
        assertThat(published).singleElement().satisfies(profiles -> assertThat(profiles.all())
                .containsExactly(EVERYTHING));
        storage.deactivate();
        assertThat(published).isEmpty();
        assertThat(thread.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anOperatorSetsAndClears() throws Exception {
        Directory directory = new Directory(load());
        directory.set("1001", Map.of("busy", "1002", "noAnswer", "1003"), Optional.of(9), Optional.of(true));
        directory.set("1001", Map.of("busy", "off"), Optional.empty(), Optional.empty());
        assertThat(directory.report().rows()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("number", "1001")
                .containsEntry("noAnswer", "1003")
                .containsEntry("dnd", true)
                .containsEntry("busy", null));
        assertThat(directory.numbers("10", 5)).containsExactly("1001");
        assertThatThrownBy(() -> directory.set("1001", Map.of("always", "1001"), Optional.empty(), Optional.empty()))
                .isInstanceOf(ForwardException.class);
        directory.clear("1001");
        assertThat(directory.report().rows()).isEmpty();
    }
}
