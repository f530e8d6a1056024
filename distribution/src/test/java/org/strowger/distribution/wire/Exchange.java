// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The distribution as it ships, running: a fresh copy of {@code target/strowger} with the configuration of {@code src/test/etc}, one for
 * all tests of a run. A test asks for it as a parameter; see {@link Wire}.
 */
public final class Exchange implements AutoCloseable {
    private static final Path ASSEMBLY =
            Path.of(System.getProperty("strowger.home", "target/strowger")).toAbsolutePath();
    private static final Path RESULTS = Path.of("target/wire").toAbsolutePath();
    private static final Duration TO_START = Duration.ofSeconds(90);
    private static final Duration TO_STOP = Duration.ofSeconds(40);
    private static final Duration TO_ANSWER = Duration.ofMinutes(2);
    /** A call that nobody answers rings for longer than half a minute. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(90);

    private static final Duration TO_CONFIGURE = Duration.ofSeconds(15);

    private static final int FIRST_ACCOUNT = 3100;
    private static final int LAST_ACCOUNT = 3999;
    private static final int FIRST_OF_MANY = 40_000;
    private static final int MANY = 4_000;

    private final Path home;
    private final ExchangeEtc etc;
    private final Path logs;
    private final ExchangeLog log;
    private final AtomicInteger nextAccount = new AtomicInteger(FIRST_ACCOUNT);
    private final AtomicInteger nextOfMany = new AtomicInteger(FIRST_OF_MANY);
    private final Thread killer = new Thread(this::kill);

    private Exchange(Path home, ExchangeEtc etc, Path logs) {
        this.home = home;
        this.etc = etc;
        this.logs = logs;
        this.log = new ExchangeLog(logs.resolve("strowger.log"));
    }

    /** What a test changes in {@code etc/} before the first start. */
    interface Setup {
        void edit(Path etc) throws IOException;
    }

    /**
     * Copies, configures and starts it, and gives it accounts.
     *
     * @param name of the folder for its log
     */
    static Exchange start(String name, Setup setup) {
        Tool.SSH.path();
        if (!Files.isExecutable(ASSEMBLY.resolve("bin/start"))) {
            throw new AssertionError("there is no distribution at " + ASSEMBLY + ": make dist");
        }
        try {
            Path logs = RESULTS.resolve(name);
            Folders.delete(logs);
            Files.createDirectories(logs);
            Path home = Files.createTempDirectory("strowger-wire").resolve("strowger");
            Folders.copy(ASSEMBLY.toRealPath(), home);
            Exchange exchange = new Exchange(home, ExchangeEtc.write(home.resolve("etc")), logs);
            setup.edit(home.resolve("etc"));
            Runtime.getRuntime().addShutdownHook(exchange.killer);
            try {
                exchange.boot();
                exchange.importAccounts();
            } catch (AssertionError failed) {
                exchange.close();
                throw failed;
            }
            return exchange;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void boot() {
        Outcome started = run(TO_START, "start");
        if (started.code() != 0) {
            throw new AssertionError("bin/start: " + started.output());
        }
        awaitReady();
    }

    /** Waits until {@code bin/status} says that it is ready. */
    public void awaitReady() {
        Outcome ready = run(TO_START.plusSeconds(10), "status", "--wait", "" + TO_START.toSeconds());
        if (ready.code() != 0) {
            throw new AssertionError("bin/status: " + ready.output() + "\n" + Program.tail(log.text(), 15));
        }
    }

    private void importAccounts() throws IOException {
        Path file = home.resolve("accounts.csv");
        Stream<Account> accounts = Stream.concat(
                IntStream.rangeClosed(FIRST_ACCOUNT, LAST_ACCOUNT).mapToObj(Account::of),
                IntStream.range(FIRST_OF_MANY, FIRST_OF_MANY + MANY).mapToObj(Account::of));
        Files.write(
                file,
                Stream.concat(
                                Stream.of("number,password"),
                                accounts.map(account -> account.number() + "," + account.password()))
                        .toList());
        // ready means that calls are taken; the commands of a role come with the role
        Await.until(
                "the registrar is there",
                TO_ANSWER,
                () -> run(TO_ANSWER, "client", "pbx:accounts").code() == 0);
        console("pbx:accounts-import " + file);
    }

    /** Its UDP listener; that of TCP has the same address. */
    public Peer udp() {
        return new Peer("127.0.0.1", etc.port());
    }

    /** Its TCP listener. */
    public Peer tcp() {
        return udp();
    }

    /** Its IPv6 listeners, UDP and TCP. */
    public Peer v6() {
        return new Peer("::1", etc.port());
    }

    /** Where the peer of a trunk is: a SIPp that listens there is called, one that speaks from there is believed. */
    public Peer trunk(String name) {
        return etc.trunk(name);
    }

    /** An account that no other test has had. */
    public Account account() {
        int number = nextAccount.getAndIncrement();
        if (number > LAST_ACCOUNT) {
            throw new AssertionError("no accounts left: make room in " + Exchange.class.getName());
        }
        return Account.of(number);
    }

    /** Many accounts that no other test has had. */
    public List<Account> accounts(int many) {
        int first = nextOfMany.getAndAdd(many);
        if (first + many > FIRST_OF_MANY + MANY) {
            throw new AssertionError("not so many accounts left: make room in " + Exchange.class.getName());
        }
        return IntStream.range(first, first + many).mapToObj(Account::of).toList();
    }

    /** Where the copy is, for tests that look into it. */
    public Path home() {
        return home;
    }

    /** The number of its process. */
    public long pid() {
        return Long.parseLong(Program.text(home.resolve("data/strowger.pid")).trim());
    }

    public ExchangeLog log() {
        return log;
    }

    /** What became of a command. */
    public record Outcome(int code, String output) {}

    /** Runs a program of its {@code bin/}. */
    public Outcome run(Duration bound, String name, String... arguments) {
        Path output = home.resolve(name + "-" + Thread.currentThread().getId() + ".out");
        List<String> command = Stream.concat(
                        Stream.of(home.resolve("bin").resolve(name).toString()), Stream.of(arguments))
                .toList();
        try (Program program = Program.start(home, output, Map.of("STROWGER_LOG", logs.toString()), command)) {
            int code = program.await(bound);
            return new Outcome(code, program.output());
        }
    }

    /** Runs a console command by {@code bin/client} and returns what it printed; the test fails when the command does. */
    public String console(String command) {
        Outcome outcome = ask(command);
        if (outcome.code() != 0) {
            throw new AssertionError(command + ": exit code " + outcome.code() + "\n" + outcome.output());
        }
        return outcome.output();
    }

    /** Runs a console command that may fail. */
    public Outcome ask(String command) {
        return run(TO_ANSWER, "client", command);
    }

    /** Waits until there is a console command, which comes a moment after its bundle has started. */
    public void awaitCommand(String command) {
        Await.until(command + " is a command", TO_START, () -> ask(command).code() == 0);
    }

    /** Runs a console command with {@code --json} and returns its rows. */
    public JsonArray json(String command) {
        // the shell wants options before arguments
        String asked = command.replaceFirst("^\\S+", "$0 --json");
        return JsonParser.parseString(console(asked)).getAsJsonArray();
    }

    /** What {@code bin/status} says now. */
    public Outcome status() {
        return run(TO_ANSWER, "status");
    }

    /** Waits until no call leaves a trace in any table; the test fails when one does. */
    public void audit() {
        console("pbx:audit --wait " + TO_SETTLE.toSeconds());
    }

    /** What a file of {@code etc/} says now. */
    public String configured(String file) {
        return Program.text(home.resolve("etc").resolve(file));
    }

    /** Changes a file of {@code etc/}; in force when this returns, and as it was when the answer is closed. */
    public Change configure(String file, String text) {
        Path path = home.resolve("etc").resolve(file);
        String before = Program.text(path);
        write(path, text);
        return () -> write(path, before);
    }

    /** A change of the configuration that can be taken back. */
    public interface Change extends AutoCloseable {
        @Override
        void close();
    }

    private void write(Path path, String text) {
        boolean there = Files.exists(path);
        if (text.isEmpty() ? !there : there && Program.text(path).equals(text)) {
            return;
        }
        String pid = path.getFileName().toString().replaceFirst("\\.cfg$", "").replaceFirst("-", "~");
        ExchangeLog.Mark mark = log.mark();
        try {
            if (text.isEmpty()) {
                Files.delete(path);
            } else {
                Folders.replace(path, text);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        mark.await("(Creating|Updating|Deleting) configuration \\{" + pid.replace(".", "\\.") + "\\}", TO_CONFIGURE);
    }

    /** Stops and starts it: the process is another one, its data are the same. */
    public void restart() {
        stop();
        boot();
    }

    private void stop() {
        Outcome stopped = run(TO_STOP, "stop");
        if (stopped.code() != 0) {
            kill();
            throw new AssertionError("bin/stop: " + stopped.output());
        }
    }

    /** Kills the process: nothing that it had not written is written. {@link #startAgain} follows. */
    public void crash() {
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(TO_STOP.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Starts what has crashed. */
    public void startAgain() {
        boot();
    }

    private void kill() {
        Path pidFile = home.resolve("data/strowger.pid");
        if (Files.exists(pidFile)) {
            ProcessHandle.of(pid())
                    .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(killer);
            Folders.delete(home.getParent());
        }
    }
}
