// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an operator reads of calls while this is open. */
final class CallLines implements AutoCloseable {
    private static final String LOGGER = "org.strowger.calls - ";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    CallLines() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(LOGGER))
                .map(line -> line.substring(line.indexOf(LOGGER) + LOGGER.length()))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
}
