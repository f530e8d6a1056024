// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the exchange logs while it does something: records of calls are counted, and no fault may be among it. */
final class Log {
    private static final String CALLS = "org.strowger.calls - ";

    private final Rules rules;

    Log(Rules rules) {
        this.rules = rules;
    }

    void listening(Runnable deed) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            deed.run();
        } finally {
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        }
        if (written.size() > 0) {
            written.toString(StandardCharsets.UTF_8).lines().forEach(this::line);
        }
    }

    private void line(String line) {
        int calls = line.indexOf(CALLS);
        if (calls >= 0) {
            rules.recorded(line.substring(calls + CALLS.length()));
        } else if (line.contains(" ERROR ")) {
            rules.violated(-1, line);
        }
    }
}
