// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** How many objects of a class are alive: of all classes whose names begin like this. */
    static long instances(Lab lab, String className) {
        Pattern line = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(className) + "\\S*( .*)?$");
        return line.matcher(jcmd(lab, "GC.class_histogram"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** What the JVM of the exchange says to a command of {@code jcmd}. */
    static String jcmd(Lab lab, String... command) {
        // the tests run on a JDK, the exchange perhaps not
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> words = Stream.concat(
                        Stream.of(jcmd, Long.toString(lab.exchange().pid())), Stream.of(command))
                .toList();
        try (Program program = Program.start(lab.folder(), lab.file("jcmd.out"), Map.of(), words)) {
            if (program.await(BOUND) != 0) {
                throw new AssertionError("jcmd " + String.join(" ", command) + ": " + program.output());
            }
            return program.output();
        }
    }
}
