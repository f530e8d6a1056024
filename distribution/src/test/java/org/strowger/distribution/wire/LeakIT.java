// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bundles are updated again and again, and what they were before is forgotten. */
final class LeakIT {
    private static final int UPDATES = Integer.getInteger("leak.updates", 5);

    /** The JVM keeps what it has looked up for a while, softly: a megabyte for each of the first updates, and none later. */
    private static final int TO_WARM_UP = 5;

    /**
     * The JVM remembers the last record whose equals, hashCode or toString it linked, and with it a class loader, until it links another: a
     * handful whatever the number of updates.
     */
    static final int REMEMBERED = 3;

    private static final Duration TO_COLLECT = Duration.ofSeconds(30);

    /** What the JVM keeps of code that it has compiled or looked up, and much less than one copy of a bundle an update would be. */
    private static final long SOME_MEGABYTES = 8;

    /** All but the API, whose old wiring lasts as long as anybody uses it; with a console command of theirs. */
    private static final List<Updated> BUNDLES = List.of(
            new Updated("org.strowger.registrar", "pbx:accounts"),
            new Updated("org.strowger.router", "pbx:routes"),
            new Updated("org.strowger.resolver", "pbx:resolve 127.0.0.1"),
            new Updated("org.strowger.sipchannel", "pbx:lines"),
            new Updated("org.strowger.trunk", "pbx:trunks"),
            new Updated("org.strowger.echo", ""),
            new Updated("org.strowger.attendant", "pbx:menus"),
            new Updated("org.strowger.distributor", "pbx:queues"),
            new Updated("org.strowger.outbound", "pbx:dials"),
            new Updated("org.strowger.forward", "pbx:forwards"),
            new Updated("org.strowger.ringgroup", "pbx:groups"),
            new Updated("org.strowger.pickup", ""),
            new Updated("org.strowger.records", "pbx:records"),
            new Updated("org.strowger.tracer", "pbx:why --help"),
            new Updated("org.strowger.metrics", ""),
            new Updated("org.strowger.media", "pbx:media"),
            new Updated("org.strowger.engine", ""),
            new Updated("org.strowger.console", "pbx:calls"),
            new Updated("org.strowger.sip", "pbx:listeners"));

    private record Updated(String bundle, String command) {
        /**
         * From the very jar that ships. The shell registers commands in the background, and forgets to take them back where their bundle
         * stops in that moment: so they are waited for.
         */
        void update(Exchange exchange, int times) {
            Path jar = ReplaceIT.shipped(exchange, bundle);
            for (int i = 0; i < times; i++) {
                exchange.console("bundle:update " + bundle + " file:" + jar);
                if (!command.isEmpty()) {
                    exchange.awaitCommand(command);
                }
            }
            exchange.awaitReady();
        }
    }

    @Test
    @DisplayName(
            "after many updates of each bundle there are as many class loaders as before, and the heap is what it was")
    void nothingIsLeftBehind() throws IOException {
        Path results = Path.of("target/wire/LeakIT/nothingIsLeftBehind").toAbsolutePath();
        try (Exchange exchange = Exchange.start("exchange-updated", etc -> {});
                Lab lab = new Lab(exchange, results)) {
            BUNDLES.forEach(each -> each.update(exchange, TO_WARM_UP));
            callPasses(exchange, lab);
            long classLoaders = ReplaceIT.classLoaders(lab);
            long heap = Heap.liveMegabytes(lab);

            for (Updated each : BUNDLES) {
                each.update(exchange, UPDATES);
                Await.until(
                        () -> "class loaders of " + each.bundle() + " are collected: " + classLoaders + " before, "
                                + ReplaceIT.classLoaders(lab) + " now",
                        TO_COLLECT,
                        Duration.ofSeconds(1),
                        () -> ReplaceIT.classLoaders(lab) <= classLoaders + REMEMBERED);
            }
            callPasses(exchange, lab);
            assertThat(Heap.liveMegabytes(lab) - heap).isLessThan(SOME_MEGABYTES);
        }
    }

    private static void callPasses(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        SippRun phone = Phones.answering(lab, account, 1);
        Phones.trunkCall(lab, account.number()).run();
        phone.finish();
        exchange.audit();
    }
}
