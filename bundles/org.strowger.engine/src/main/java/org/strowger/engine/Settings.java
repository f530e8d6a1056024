// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;

/** The configuration of the engine, checked. */
record Settings(Duration no18x, Duration ring, Duration patience, Duration absence, boolean relay) {
    /** What holds where nothing was configured. */
    static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(32), Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(60), true);

    /** @throws IllegalArgumentException naming the key and what is wrong with its value */
    static Settings of(EngineConfig config) {
        if (!config.media().equals("relay") && !config.media().equals("direct")) {
            throw new IllegalArgumentException("media: '" + config.media() + "' is neither relay nor direct");
        }
        return new Settings(
                Duration.ofSeconds(within("no.18x", config.no_18x(), 1, 600)),
                Duration.ofSeconds(within("ring", config.ring(), 1, 3600)),
                Duration.ofMillis(within("patience", config.patience(), 0, 30_000)),
                Duration.ofSeconds(within("absence", config.absence(), 0, 3600)),
                config.media().equals("relay"));
    }

    private static int within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + ": " + value + " is not between " + min + " and " + max);
        }
        return value;
    }
}
