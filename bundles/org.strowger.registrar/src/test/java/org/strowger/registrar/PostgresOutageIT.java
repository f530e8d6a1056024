// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.registrar.Bench.register;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.Postgres;

/** The database goes and comes back; phones and calls do not notice. */
class PostgresOutageIT {
    private final Bench bench = new Bench();
    private final ManualScheduler scheduler = new ManualScheduler(bench.clock);
    private final List<Registry> published = new ArrayList<>();
    private Postgres server;
    private DataSource source;

    @BeforeEach
    void start() throws Exception {
        server = Postgres.start();
        source = PostgresSource.of(server.database("outage"));
        try (JdbcStore store = new JdbcStore(source)) {
            store.open();
            store.save(bench.accounts.all());
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    private Storage storage() {
        return new Storage(
                new JdbcStore(source),
                registry -> {
                    published.add(registry);
                    return () -> {};
                },
                scheduler,
                bench.clock);
    }

    @Test
    void phonesRegisterWhileTheDatabaseIsAwayAndAreStoredWhenItIsBack() throws Exception {
        storage();
        scheduler.runDue();
        Registry registry = published.get(0);
        Registrar registrar = new Registrar(Bench.configuration(), registry, bench.digests, bench.clock, scheduler);
        FakeRequest request = register("<sip:a@192.0.2.7>");
        registrar.answer(request);
        scheduler.advance(Duration.ofSeconds(1));

        server.halt();
        assertThat(registrar.answer(request.cseq(2)).status().code()).isEqualTo(200);
        assertThat(registrar
                        .answer(register("<sip:b@192.0.2.7>").callId("b"))
                        .status()
                        .code())
                .isEqualTo(200);
        scheduler.advance(Duration.ofSeconds(10));
        Directory directory = new Directory(registrar, registry, bench.digests, bench.clock, new Random(7));
        assertThatThrownBy(() -> directory.add("4000", Optional.empty(), "", List.of()))
                .hasMessageStartingWith("nothing was changed, the database refuses: ");
        assertThat(registry.unwritten()).isEqualTo(1);

        server.resume();
        scheduler.advance(Duration.ofSeconds(31));
        assertThat(registry.unwritten()).isZero();
        try (JdbcStore store = new JdbcStore(source)) {
            assertThat(store.bindings().get("3000"))
                    .isEqualTo(registry.bindings().kept("3000"))
                    .hasSize(2);
        }
    }

    @Test
    void theRoleComesWhenTheDatabaseDoes() throws Exception {
        server.halt();
        storage();
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(published).isEmpty();

        server.resume();
        scheduler.advance(Duration.ofSeconds(31));

        assertThat(published).hasSize(1);
        assertThat(published.get(0).accounts().all()).containsExactlyInAnyOrderElementsOf(bench.accounts.all());
    }
}
