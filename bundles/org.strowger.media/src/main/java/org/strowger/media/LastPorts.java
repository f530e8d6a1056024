// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that were taken when the bundle was last stopped, in a file of its own that an update leaves alone: for a short
 * while nobody holds them, and yet calls will come back for them. Losing the file costs a call its audio at the worst, so that
 * what fails here is told and no more.
 */
record LastPorts(Path file) {
    private static final Logger log = LoggerFactory.getLogger(LastPorts.class);

    /** Reads and forgets what is written down. */
    Set<Integer> take() {
        try {
            if (!Files.exists(file)) {
                return Set.of();
            }
            Set<Integer> ports =
                    Files.readAllLines(file).stream().map(Integer::valueOf).collect(Collectors.toSet());
            Files.delete(file);
            return ports;
        } catch (IOException | NumberFormatException e) {
            log.warn("{} cannot be read: ports of calls that are up may go to others: {}", file, e.toString());
            return Set.of();
        }
    }

    void write(Collection<Integer> ports) {
        try {
            Files.write(file, ports.stream().map(String::valueOf).toList());
        } catch (IOException e) {
            log.warn("{} cannot be written: ports of calls that are up may go to others: {}", file, e.toString());
        }
    }
}
