// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.registrar.Bench.register;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.strowger.testkit.FakeRequest;

class BindingsTest {
    private final Bench bench = new Bench();

    @Test
    void aSweepTakesWhatHasExpiredAndNothingElse() {
        bench.answer(register("<sip:a@h>;expires=60", "<sip:b@h>;expires=600"));
        bench.answer(FakeRequest.register("3001", "<sip:c@h>;expires=60").header("Authorization", "3001"));
        bench.changed.clear();
        bench.bindings.sweep(bench.now());
        assertThat(bench.changed).isEmpty();

        bench.clock.advance(Duration.ofSeconds(60));
        bench.bindings.sweep(bench.now());

        assertThat(bench.bindings.size()).isEqualTo(1);
        assertThat(bench.bindings.kept("3000")).hasSize(1);
        assertThat(bench.bindings.kept("3001")).isEmpty();
        assertThat(bench.changed).containsExactlyInAnyOrder("3000", "3001");
    }

    @Test
    void registrationsOfOneAccountAtOnceLoseNothing() throws Exception {
        int phones = 8;
        Settings settings = new Settings(Bench.REALM, 3600, 60, 7200, phones, SelfCall.BUSY, Duration.ofSeconds(30));
        Registering registering = new Registering(bench.registry, bench.digests, () -> settings, bench.clock);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(phones);
        try {
            List<? extends Future<?>> all = IntStream.range(0, phones)
                    .mapToObj(phone -> pool.submit(() -> {
                        start.await();
                        return registering.answer(
                                register("<sip:p" + phone + "@h>").callId("c" + phone));
                    }))
                    .toList();
            start.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(bench.bound()).hasSize(phones);
        assertThat(bench.bindings.size()).isEqualTo(phones);
    }
}
