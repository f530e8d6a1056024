// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine's sockets, as Linux lists them: to see whether somebody listens without disturbing it. */
final class Sockets {
    private static final String LISTENING = "0A";

    private Sockets() {}

    /** Whether any process has a UDP socket, or with {@code tcp} any TCP socket, at this port. */
    static boolean open(int port, boolean tcp) {
        String suffix = String.format(":%04X", port);
        String table = tcp ? "tcp" : "udp";
        return Stream.of(table, table + "6").flatMap(Sockets::lines).anyMatch(line -> {
            String[] fields = line.trim().split("\\s+");
            return fields.length > 3
                    && fields[1].endsWith(suffix)
                    && (!tcp || fields[3].equals(LISTENING) || fields[3].equals("01"));
        });
    }

    private static Stream<String> lines(String table) {
        try {
            Path file = Path.of("/proc/net", table);
            return Files.exists(file) ? Files.readAllLines(file).stream() : List.<String>of().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
