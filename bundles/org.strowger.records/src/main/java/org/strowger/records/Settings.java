// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.strowger.api.config.Values;

/**
 * The configuration of the records, checked. {@link RecordsConfig} says what each key means.
 *
 * @param json the folder; empty for no such files
 * @param spool bytes
 * @param journal bytes
 */
record Settings(boolean database, Optional<Path> json, Optional<Path> csv, long spool, long journal, Duration sync) {
    static final String PID = "org.strowger.records";

    /** Reads what Config Admin gives; what is wrong stays with the values. */
    static Settings read(Values values) {
        return new Settings(
                values.flag("database", true),
                values.value("json", Optional.empty(), Settings::folder),
                values.value("csv", Optional.empty(), Settings::folder),
                values.number("spool", 256L, 1, 65_536) << 20,
                values.number("journal", 256L, 64, 65_536) << 20,
                Duration.ofMillis(values.number("sync", 1000L, 0, 60_000)));
    }

    private static Optional<Path> folder(String text) {
        try {
            Path home = Path.of(System.getProperty("karaf.base", ""));
            return text.isEmpty() ? Optional.empty() : Optional.of(home.resolve(text));
        } catch (InvalidPathException bad) {
            throw new IllegalArgumentException("'" + text + "' is not a folder", bad);
        }
    }
}
