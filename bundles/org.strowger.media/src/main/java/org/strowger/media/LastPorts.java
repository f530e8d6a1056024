// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that were taken when media last stopped, in a file that an update leaves alone: for a short while nobody holds them,
 * and yet calls will come back for them. Losing the file costs a call its audio at the worst, so that what fails here is told and
 * no more.
 *
 * @param own where a bundle that starts looks
 * @param successors the files of all bundles that may be the next to start
 */
record LastPorts(Path own, Supplier<List<Path>> successors) {
    private static final Logger log = LoggerFactory.getLogger(LastPorts.class);
    private static final String FILE = "ports";

    /** In the storage of each bundle of this name: the next to start is this one, or one that takes its place. */
    static LastPorts of(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        return new LastPorts(context.getDataFile(FILE).toPath(), () -> Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getDataFile(FILE).toPath())
                .toList());
    }

    /** Reads and forgets what is written down. */
    Set<Integer> take() {
        try {
            if (!Files.exists(own)) {
                return Set.of();
            }
            Set<Integer> ports =
                    Files.readAllLines(own).stream().map(Integer::valueOf).collect(Collectors.toSet());
            Files.delete(own);
            return ports;
        } catch (IOException | NumberFormatException e) {
            log.warn("{} cannot be read: ports of calls that are up may go to others: {}", own, e.toString());
            return Set.of();
        }
    }

    void write(Collection<Integer> ports) {
        List<String> lines = ports.stream().map(String::valueOf).toList();
        for (Path file : successors.get()) {
            try {
                Files.write(file, lines);
            } catch (IOException e) {
                log.warn("{} cannot be written: ports of calls that are up may go to others: {}", file, e.toString());
            }
        }
    }
}
