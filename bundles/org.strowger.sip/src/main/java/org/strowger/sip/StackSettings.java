// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.strowger.api.config.Values;

/**
 * What all listeners share, checked. The units are those of {@link StackConfig}.
 *
 * @param callThreads as configured; 0 for as many as there are processors
 */
record StackSettings(
        int threads,
        int callThreads,
        int messageMax,
        int patience,
        int answerTimeout,
        int spareThreads,
        int orphanTimeout,
        int waitMax,
        int sessionExpires,
        int sessionMin,
        int cancelGrace,
        Set<StockPart> stock) {
    /** The PID that they come under. */
    static final String PID = "org.strowger.sip.stack";

    static final StackSettings DEFAULT = read(new Values(PID, Map.of()));

    /** Reads them; where a value is refused, its default stands in. */
    static StackSettings read(Values from) {
        return new StackSettings(
                from.number("threads", 1, 1, 64),
                from.number("call.threads", 0, 0, 256),
                from.number("message.max", 16_384, 1_500, 65_535),
                from.number("patience", 2_000, 0, 30_000),
                from.number("answer.timeout", 2_000, 50, 30_000),
                from.number("spare.threads", 32, 0, 256),
                from.number("orphan.timeout", 90, 1, 3_600),
                from.number("wait.max", 300, 0, 10_000),
                sessionExpires(from),
                from.number("session.min", 90, 90, 3_600),
                from.number("cancel.grace", 0, 0, 32_000),
                from.value("stock", Set.of(), StockPart::parse));
    }

    /** 0, or no shorter than RFC 4028 section 4 allows. */
    private static int sessionExpires(Values from) {
        int seconds = from.number("session.expires", 1_800, 0, 86_400);
        if (seconds > 0 && seconds < 90) {
            from.refuse("session.expires", "'" + seconds + "' is neither 0 nor at least 90");
            return 1_800;
        }
        return seconds;
    }

    /** How many threads the queues of all calls share. */
    int poolSize() {
        return callThreads > 0 ? callThreads : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    long orphanMillis() {
        return orphanTimeout * 1_000L;
    }

    /** How long work may wait for a thread; 0 for as long as it takes. */
    long waitNanos() {
        return TimeUnit.MILLISECONDS.toNanos(waitMax);
    }
}
