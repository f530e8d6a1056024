// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of the exchange, as its JVM tells. */
final class Heap {
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Heap() {}

    /** Megabytes that live objects take: what is left after a garbage collection. */
    static long liveMegabytes(Lab lab) {
        jcmd(lab, "GC.run");
        Matcher used = USED.matcher(jcmd(lab, "GC.heap_info"));
        if (!used.find()) {
            throw new AssertionError("GC.heap_info does not say what is used");
        }
        return Long.parseLong(used.group(1)) / 1024;
    }

    private static String jcmd(Lab lab, String command) {
        // the tests run on a JDK, the exchange perhaps not
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> words = List.of(jcmd, Long.toString(lab.exchange().pid()), command);
        try (Program program = Program.start(lab.folder(), lab.file("jcmd.out"), Map.of(), words)) {
            if (program.await(BOUND) != 0) {
                throw new AssertionError("jcmd " + command + ": " + program.output());
            }
            return program.output();
        }
    }
}
