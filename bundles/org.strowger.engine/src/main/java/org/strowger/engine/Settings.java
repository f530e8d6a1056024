// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.strowger.api.config.Problem;

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
        Reader reader = new Reader(pid, properties);
        Settings settings = new Settings(
                Duration.ofSeconds(reader.number("no.18x", 32, 1, 600)),
                Duration.ofSeconds(reader.number("ring", 60, 1, 3600)),
                Duration.ofMillis(reader.number("patience", 2000, 0, 30_000)),
                Duration.ofSeconds(reader.number("absence", 60, 0, 3600)),
                Duration.ofMillis(reader.number("deadline", 1000, 10, 60_000)),
                reader.number("breaker.failures", 5, 1, 1000),
                Duration.ofSeconds(reader.number("breaker.rest", 10, 1, 3600)),
                reader.relay());
        return new Checked(settings, List.copyOf(reader.problems));
    }

    private static final class Reader {
        private final String pid;
        private final Map<String, ?> properties;
        private final List<Problem> problems = new ArrayList<>();

        Reader(String pid, Map<String, ?> properties) {
            this.pid = pid;
            this.properties = properties;
        }

        int number(String key, int otherwise, int min, int max) {
            Object value = properties.get(key);
            if (value == null) {
                return otherwise;
            }
            long number;
            try {
                number = Long.parseLong(value.toString().trim());
            } catch (NumberFormatException words) {
                return bad(key, "'" + value + "' is not a whole number", otherwise);
            }
            return number < min || number > max
                    ? bad(key, number + " is not between " + min + " and " + max, otherwise)
                    : (int) number;
        }

        boolean relay() {
            Object value = properties.get("media");
            String media = value == null ? "relay" : value.toString().trim();
            return media.equals("relay")
                    || !media.equals("direct") && bad("media", "'" + media + "' is neither relay nor direct", true);
        }

        private <T> T bad(String key, String reason, T otherwise) {
            Object url = properties.get("felix.fileinstall.filename");
            String file =
                    url == null ? "" : url.toString().substring(url.toString().lastIndexOf('/') + 1);
            problems.add(new Problem(pid, file, key, reason));
            return otherwise;
        }
    }
}
