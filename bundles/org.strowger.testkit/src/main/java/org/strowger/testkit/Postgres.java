// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server for tests, in a folder that goes with it; of Debian's package, as an unprivileged user. */
public final class Postgres {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    /** Who may do everything there, without a password. */
    public static final String USER = "strowger";

    private final Path bin;
    private final Path folder;
    private final int port;

    private Postgres(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** Makes a server and starts it. */
    public static Postgres start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("postgres");
        Postgres server = new Postgres(bin(), folder, freePort());
        if (root()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        server.tool("initdb", "-D", folder + "/data", "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync");
        server.resume();
        return server;
    }

    private static Path bin() throws IOException {
        if (Files.isDirectory(VERSIONS)) {
            try (Stream<Path> versions = Files.list(VERSIONS)) {
                var newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new AssertionError("PostgreSQL is missing: install Debian's package 'postgresql'");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    /** Runs one of PostgreSQL's programs; they refuse root. */
    private void tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(bin.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        // A file, not a pipe: the server inherits it, and a pipe would not end before the server does.
        Path output = Files.createTempFile("postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    /** Makes a new and empty database, and returns its URL for JDBC. */
    public String database(String name) throws IOException, InterruptedException {
        tool("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, name);
        return url(name);
    }

    /** The URL for JDBC of a database. */
    public String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** Starts the server again after {@link #halt}. */
    public void resume() throws IOException, InterruptedException {
        String options = "-h 127.0.0.1 -p " + port + " -k " + folder + " -F";
        tool("pg_ctl", "-D", folder + "/data", "-l", folder + "/log", "-o", options, "-w", "-t", "60", "start");
    }

    /** As if its power had failed. */
    public void halt() throws IOException, InterruptedException {
        tool("pg_ctl", "-D", folder + "/data", "-m", "immediate", "-w", "stop");
    }

    /** Stops the server and removes its folder. */
    public void stop() throws IOException, InterruptedException {
        halt();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
