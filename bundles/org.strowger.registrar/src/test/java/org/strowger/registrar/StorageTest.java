// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.registrar.Bench.register;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.ManualScheduler;

class StorageTest {
    private final Bench bench = new Bench();
    private final BlockingQueue<Registry> published = new LinkedBlockingQueue<>();
    private final AtomicBoolean withdrawn = new AtomicBoolean();

    /** A storage on a thread of its own, as in life; a test waits for what it publishes, with a bound. */
    private Storage storage() {
        return new Storage(
                bench.store,
                registry -> {
                    published.add(registry);
                    return () -> withdrawn.set(true);
                },
                Executors.newSingleThreadScheduledExecutor(),
                bench.clock);
    }

    private Registry registry() throws InterruptedException {
        Registry registry = published.poll(10, TimeUnit.SECONDS);
        assertThat(registry).isNotNull();
        return registry;
    }

    private SipReply answer(Registry registry, FakeRequest request) {
        return new Registering(registry, bench.digests, () -> Bench.SETTINGS, bench.clock).answer(request);
    }

    @Test
    void bindingsOutliveTheBundle() throws InterruptedException {
        Storage before = storage();
        answer(registry(), register("<sip:a@h>;expires=60", "<sip:b@h>;expires=600"));
        before.deactivate();
        assertThat(withdrawn).isTrue();
        assertThat(bench.store.closed).isTrue();
        bench.clock.advance(Duration.ofSeconds(60));

        Storage after = storage();
        Registry registry = registry();

        assertThat(registry.bindings().kept("3000"))
                .extracting(binding -> binding.contact().uri().toString())
                .containsExactly("sip:b@h");
        after.deactivate();
        assertThat(bench.store.bindings.get("3000")).hasSize(1);
    }

    @Test
    void accountsAndBindingsAreReadAtTheSameTime() throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        bench.store.reading = () -> {
            try {
                both.await(10, TimeUnit.SECONDS);
                met.incrementAndGet();
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException(alone);
            }
        };
        Storage storage = storage();
        registry();

        assertThat(met).hasValue(2);
        storage.deactivate();
    }

    @Test
    void anAnswerThatComesTooLateIsNotAPromise() throws InterruptedException {
        Storage storage = storage();
        Registry registry = registry();
        storage.deactivate();

        assertThat(answer(registry, register("<sip:a@h>")).status().code()).isEqualTo(503);
    }

    @Test
    void bindingsOfAnAccountThatIsGoneAreDropped() throws InterruptedException {
        Storage before = storage();
        answer(registry(), register("<sip:a@h>"));
        before.deactivate();
        bench.store.accounts.remove("3000");

        Storage after = storage();
        assertThat(registry().bindings().size()).isZero();
        after.deactivate();
        assertThat(bench.store.bindings).isEmpty();
    }

    @Test
    void theRoleWaitsForADatabaseThatIsNotThereYet() {
        bench.store.away = true;
        ManualScheduler scheduler = new ManualScheduler(bench.clock);
        new Storage(
                bench.store,
                registry -> {
                    published.add(registry);
                    return () -> {};
                },
                scheduler,
                bench.clock);
        scheduler.advance(Duration.ofMinutes(5));
        assertThat(published).isEmpty();

        bench.store.away = false;
        scheduler.advance(Duration.ofSeconds(31));

        assertThat(published).hasSize(1);
        assertThat(published.element().accounts().size()).isEqualTo(3);
    }

    @Test
    void aRegistrationIsInTheDatabaseASecondLater() {
        ManualScheduler scheduler = new ManualScheduler(bench.clock);
        new Storage(
                bench.store,
                registry -> {
                    published.add(registry);
                    return () -> {};
                },
                scheduler,
                bench.clock);
        scheduler.runDue();
        answer(published.element(), register("<sip:a@h>"));
        assertThat(bench.store.bindings).isEmpty();

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(bench.store.bindings).containsKey("3000");
    }
}
