// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/**
 * The configuration of the engine, checked. {@link EngineConfig} says what each key means.
 *
 * @param failures after how many failures in a row a role is left alone
 * @param rest for how long
 */
record Settings(
        Duration no18x,
        Duration ring,
        Duration patience,
        Duration absence,
        Duration deadline,
        int failures,
        Duration rest,
        boolean relay) {
    static final String PID = "org.strowger.engine";

    /** What holds where nothing was configured. */
    static final Settings DEFAULT = check(PID, Map.of()).settings();

    /** @param settings what holds where there is no problem */
    record Checked(Settings settings, List<Problem> problems) {}

    /** Reads properties as Config Admin gives them: numbers, or text in their place. A pure function. */
    static Checked check(String pid, Map<String, ?> properties) {
        Values values = new Values(pid, properties);
        Settings settings = new Settings(
                Duration.ofSeconds(values.number("no.18x", 32, 1, 600)),
                Duration.ofSeconds(values.number("ring", 60, 1, 3600)),
                Duration.ofMillis(values.number("patience", 2000, 0, 30_000)),
                Duration.ofSeconds(values.number("absence", 60, 0, 3600)),
                Duration.ofMillis(values.number("deadline", 1000, 10, 60_000)),
                values.number("breaker.failures", 5, 1, 1000),
                Duration.ofSeconds(values.number("breaker.rest", 10, 1, 3600)),
                values.value("media", true, Settings::relayed));
        return new Checked(settings, values.problems());
    }

    private static boolean relayed(String media) {
        if (!media.equals("relay") && !media.equals("direct")) {
            throw new IllegalArgumentException("'" + media + "' is neither relay nor direct");
        }
        return media.equals("relay");
    }
}
