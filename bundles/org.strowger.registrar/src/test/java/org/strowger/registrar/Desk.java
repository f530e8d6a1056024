// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.Random;
import org.strowger.testkit.ManualScheduler;

/** A directory for tests of the commands. */
public final class Desk {
    private Desk() {}

    /** Accounts 3000 (alias 3900), 3001 and 3002; one phone of 3000. */
    public static Directory directory() {
        Bench bench = new Bench();
        Registrar registrar = new Registrar(
                Bench.configuration(), bench.registry, bench.digests, bench.clock, new ManualScheduler(bench.clock));
        registrar.answer(Bench.register("<sip:a@192.0.2.7>"));
        return new Directory(registrar, bench.registry, bench.digests, bench.clock, new Random(7));
    }
}
