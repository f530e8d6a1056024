// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.registrar.StoreContract.binding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.StillClock;

class WriteBehindTest {
    private static final List<Binding> ONE = List.of(binding("<sip:a@h>", "192.0.2.7"));
    private static final List<Binding> OTHER = List.of(binding("<sip:b@h>", "192.0.2.7"));

    private final StillClock clock = new StillClock();
    private final MemoryStore store = new MemoryStore();
    private final Map<String, List<Binding>> memory = new ConcurrentHashMap<>();
    private final WriteBehind writer =
            new WriteBehind(store, account -> memory.getOrDefault(account, List.of()), new Outage(clock));

    private void change(String account, List<Binding> bindings) {
        memory.put(account, bindings);
        writer.mark(account);
    }

    @Test
    void manyChangesOfAnAccountAreOneWriteOfTheLast() {
        change("3000", ONE);
        change("3000", OTHER);

        writer.write();
        writer.write();

        assertThat(store.bindings).isEqualTo(Map.of("3000", OTHER));
        assertThat(store.writes).hasValue(1);
        assertThat(writer.waiting()).isZero();
    }

    @Test
    void aStormIsWrittenInBatches() {
        for (int account = 0; account < 2500; account++) {
            change("n" + account, ONE);
        }

        writer.write();

        assertThat(store.writes).hasValue(3);
        assertThat(store.bindings).hasSize(2500);
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLostAndThePausesGrow() {
        store.away = true;
        change("3000", ONE);
        writer.write();
        store.away = false;

        writer.write();
        assertThat(store.bindings).isEmpty();

        change("3000", OTHER);
        change("3001", ONE);
        clock.advance(Duration.ofSeconds(1));
        writer.write();
        assertThat(store.bindings).isEqualTo(Map.of("3000", OTHER, "3001", ONE));
    }

    @Test
    void theDatabaseIsTriedAtLeastEveryHalfMinute() {
        store.away = true;
        change("3000", ONE);
        for (int i = 0; i < 20; i++) {
            writer.write();
            clock.advance(Duration.ofSeconds(30));
        }
        store.away = false;

        writer.write();

        assertThat(store.bindings).containsKey("3000");
    }

    @Test
    void whatTheDatabaseCannotHoldKeepsNothingElseOut() {
        store.unstorable = "3001";
        change("3000", ONE);
        change("3001", ONE);
        change("3002", ONE);

        assertThat(writer.writeNow()).isTrue();

        assertThat(store.bindings).containsOnlyKeys("3000", "3002");
        assertThat(writer.waiting()).isZero();
    }
}
