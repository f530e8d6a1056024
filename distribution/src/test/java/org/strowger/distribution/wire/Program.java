// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that a test started: it ends with the test, by its id, whatever becomes of the test. */
public final class Program implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String name;
    private final Process process;
    private final Path output;

    private Program(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Starts a program whose output and errors go to a file. */
    public static Program start(Path folder, Path output, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            String name = Path.of(command.get(0)).getFileName().toString();
            return new Program(name, builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + command, failed);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    public String output() {
        return text(output);
    }

    /** Waits for its end and returns its exit code; after the bound it is killed and the test fails. */
    public int await(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                throw new AssertionError(
                        name + " has not ended after " + bound.toSeconds() + " s:\n" + tail(output(), 60));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, interrupted);
        }
    }

    /** Sends it a signal, such as INT. */
    public void signal(String signal) {
        if (running()) {
            start(
                            Path.of("/"),
                            output.resolveSibling("kill.out"),
                            Map.of(),
                            List.of("/bin/kill", "-" + signal, "" + pid()))
                    .await(GRACE);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A file's text, whatever bytes are in it; empty when there is none. */
    static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The last lines of a text. */
    static String tail(String text, int lines) {
        List<String> all = text.lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
