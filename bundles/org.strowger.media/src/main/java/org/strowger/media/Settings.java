// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import org.strowger.api.config.Values;

/** The configuration, checked. */
record Settings(int portMin, int portMax, int dscp, int threads, Latch.Policy latch, AudioSettings audio) {
    private static final int PACKETS_THAT_LOCK = 5;
    private static final int MAX_THREADS = 64;

    /** The settings as far as they could be read; to be used only where nothing is wrong with them. */
    static Settings read(Values values) {
        int min = values.number("port.min", 10_000, 1024, 65_534);
        int max = values.number("port.max", 32_767, 1025, 65_535);
        if (values.problems().isEmpty() && max < min + min % 2 + 1) {
            values.refuse("port.max", max + " leaves no even port with its next one above port.min " + min);
        }
        int threads = values.number("threads", 0, 0, MAX_THREADS);
        return new Settings(
                min,
                max,
                values.number("dscp", 46, 0, 63),
                threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                new Latch.Policy(
                        PACKETS_THAT_LOCK,
                        values.number("latch.window", 1_000, 0, 60_000),
                        values.number("latch.silence", 3_000, 100, 600_000),
                        values.flag("latch.strangers", true)),
                AudioSettings.read(values));
    }
}
