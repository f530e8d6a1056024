// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether this machine has more to do than it can, as Linux tells: what is late then is not the exchange's fault. */
final class Pressure {
    private static final Path CPU = Path.of("/proc/pressure/cpu");
    private static final Pattern SOME = Pattern.compile("(?m)^some .*total=(\\d+)");

    private Pressure() {}

    /** The microseconds, of all time, in which somebody waited for a processor; 0 where the system does not count them. */
    static long micros() {
        try {
            Matcher some = SOME.matcher(Files.exists(CPU) ? Files.readString(CPU) : "");
            return some.find() ? Long.parseLong(some.group(1)) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
