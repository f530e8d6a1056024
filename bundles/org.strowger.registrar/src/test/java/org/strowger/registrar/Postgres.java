// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

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
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server for one test class, in a folder that goes with it; of Debian's package, as an unprivileged user. */
final class Postgres {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "strowger";

    private final Path bin;
    private final Path folder;
    private final int port;

    private Postgres(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    static Postgres start() throws IOException, InterruptedException {
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

    /** A new and empty database. */
    DataSource database(String name) throws IOException, InterruptedException {
        tool("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, name);
        return source(name);
    }

    DataSource source(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:" + port + "/" + name);
        source.setUser(USER);
        return source;
    }

    /** Starts the server again after {@link #halt}. */
    void resume() throws IOException, InterruptedException {
        String options = "-h 127.0.0.1 -p " + port + " -k " + folder + " -F";
        tool("pg_ctl", "-D", folder + "/data", "-l", folder + "/log", "-o", options, "-w", "-t", "60", "start");
    }

    /** As if its power had failed. */
    void halt() throws IOException, InterruptedException {
        tool("pg_ctl", "-D", folder + "/data", "-m", "immediate", "-w", "stop");
    }

    void stop() throws IOException, InterruptedException {
        halt();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
