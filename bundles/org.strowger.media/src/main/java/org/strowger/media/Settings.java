// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** The configuration, checked. */
record Settings(int portMin, int portMax, int dscp, int threads, Latch.Policy latch) {
    private static final int PACKETS_THAT_LOCK = 5;
    private static final int MAX_THREADS = 64;

    /**
     * @param properties the same as Config Admin has it, to tell in which file a bad value stands
     * @throws IllegalArgumentException with the file, the key and the reason
     */
    static Settings of(MediaService.Config config, Map<String, ?> properties) {
        Reader reader = new Reader(properties);
        int min = reader.number("port.min", config::port_min, 1024, 65_534);
        int max = reader.number("port.max", config::port_max, 1025, 65_535);
        if (max < min + min % 2 + 1) {
            throw reader.bad("port.max", max + " leaves no even port with its next one above port.min " + min);
        }
        int threads = reader.number("threads", config::threads, 0, MAX_THREADS);
        return new Settings(
                min,
                max,
                reader.number("dscp", config::dscp, 0, 63),
                threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                new Latch.Policy(
                        PACKETS_THAT_LOCK,
                        reader.number("latch.window", config::latch_window, 0, 60_000),
                        reader.number("latch.silence", config::latch_silence, 100, 600_000),
                        reader.flag("latch.strangers", config::latch_strangers)));
    }

    private record Reader(Map<String, ?> properties) {
        int number(String key, IntSupplier value, int min, int max) {
            int number;
            try {
                number = value.getAsInt();
            } catch (RuntimeException e) {
                throw bad(key, "'" + properties.get(key) + "' is no whole number");
            }
            if (number < min || number > max) {
                throw bad(key, number + " is not between " + min + " and " + max);
            }
            return number;
        }

        boolean flag(String key, BooleanSupplier value) {
            Object given = properties.get(key);
            if (given instanceof String text && !text.trim().matches("(?i)true|false")) {
                throw bad(key, "'" + text + "' is neither true nor false");
            }
            return value.getAsBoolean();
        }

        IllegalArgumentException bad(String key, String reason) {
            Object file = properties.get("felix.fileinstall.filename");
            return new IllegalArgumentException((file == null ? MediaService.PID : file) + ": " + key + ": " + reason);
        }
    }
}
