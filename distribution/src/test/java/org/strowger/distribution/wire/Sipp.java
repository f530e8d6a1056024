// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SIPp about to run one scenario of {@code src/test/scenarios}: from 127.0.0.1 and a free port to the exchange's UDP listener, one
 * call, unless told otherwise. Made by {@link Lab#sipp}.
 */
public final class Sipp {
    private static final Path SCENARIOS = Path.of("src/test/scenarios").toAbsolutePath();

    /** SIPp opens ports for audio and video whether or not it uses them. */
    private static final int MEDIA_PAIRS = 2;

    private final Lab lab;
    private final String scenario;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> more = new ArrayList<>();
    private Peer local = new Peer("127.0.0.1", 0);
    private Peer remote;
    private Duration timeout = Duration.ofSeconds(30);

    Sipp(Lab lab, String scenario) {
        this.lab = lab;
        this.scenario = scenario;
        this.remote = lab.exchange().udp();
        options.put("-m", "1");
        options.put("-t", "u1");
        options.put("-s", "nobody");
        options.put("-au", "nobody");
        options.put("-ap", "nothing");
        options.put("-d", "50");
        options.put("-max_retrans", "20");
        // its default of 64 kB overflows in half a second in which it is not given the processor
        options.put("-buff_size", "4194304");
    }

    /** Speaks as an account: {@code [authentication]}, and {@code [number]} in scenarios. */
    public Sipp as(Account account) {
        options.put("-au", account.number());
        options.put("-ap", account.password());
        return key("number", account.number());
    }

    /** The number dialled, {@code [service]} in scenarios. */
    public Sipp dials(String number) {
        options.put("-s", number);
        return this;
    }

    /** How long each {@code <pause/>} of the scenario lasts; 50 ms where this is not called. */
    public Sipp talks(Duration duration) {
        options.put("-d", Long.toString(duration.toMillis()));
        return this;
    }

    /** Speaks from this address and port; port 0 for a free one. */
    public Sipp at(String host, int port) {
        local = new Peer(host, port);
        return this;
    }

    /** As {@link #at(String, int)}. */
    public Sipp at(Peer peer) {
        return at(peer.host(), peer.port());
    }

    /** Speaks to another listener of the exchange. */
    public Sipp to(Peer peer) {
        remote = peer;
        return this;
    }

    /** Over one TCP connection: as a client it connects, as a server it listens. */
    public Sipp overTcp() {
        options.put("-t", "t1");
        return this;
    }

    /** {@code [name]} in the scenario. */
    public Sipp key(String name, String value) {
        more.addAll(List.of("-key", name, value));
        return this;
    }

    /** How many calls, so many in each second, at most so many at once. */
    public Sipp calls(int number, int perSecond, int atOnce) {
        options.put("-m", Integer.toString(number));
        options.put("-r", Integer.toString(perSecond));
        options.put("-l", Integer.toString(atOnce));
        return this;
    }

    /** How many calls. */
    public Sipp calls(int number) {
        options.put("-m", Integer.toString(number));
        return this;
    }

    /** Lines of a CSV file for {@code [field0]} and so on, used in turn. */
    public Sipp lines(List<String> lines) {
        Path file = lab.file("lines.csv");
        try {
            Files.writeString(file, "SEQUENTIAL\n" + String.join("\n", lines) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return option("-inf", file.toString());
    }

    /** Any other option of SIPp. */
    public Sipp option(String... words) {
        more.addAll(List.of(words));
        return this;
    }

    /** By when it must be through; 30 s where this is not called. */
    public Sipp within(Duration bound) {
        timeout = bound;
        return this;
    }

    /** Runs it to its end; the test fails, with its last messages, unless every call succeeded. */
    public SippRun run() {
        SippRun run = launch();
        run.finish();
        return run;
    }

    /** Starts it, and comes back when it listens (a server) or runs (a client). */
    public SippRun start() {
        SippRun run = launch();
        run.awaitSocket();
        return run;
    }

    private SippRun launch() {
        Path file = SCENARIOS.resolve(scenario + ".xml");
        if (!Files.exists(file)) {
            throw new AssertionError("there is no scenario " + file);
        }
        if (local.port() == 0) {
            local = new Peer(local.host(), FreePorts.next());
        }
        Path messages = lab.file(scenario + ".messages");
        Path errors = lab.file(scenario + ".errors");
        List<String> command = new ArrayList<>(List.of(Tool.SIPP.path(), remote.toString(), "-sf", file.toString()));
        command.addAll(List.of("-i", local.host(), "-bind_local", "-p", "" + local.port()));
        command.addAll(
                List.of("-mi", local.host(), "-mp", "" + FreePorts.next(MEDIA_PAIRS), "-cp", "" + FreePorts.next()));
        options.forEach((name, value) -> command.addAll(List.of(name, value)));
        if (remote.host().indexOf(':') >= 0) {
            // otherwise SIPp writes the address without its brackets, which is no URI
            command.addAll(List.of("-auth_uri", remote.toString()));
        }
        command.addAll(more);
        command.addAll(List.of("-nostdin", "-trace_err", "-error_file", errors.toString()));
        command.addAll(List.of("-trace_msg", "-message_file", messages.toString()));
        command.addAll(List.of("-timeout", timeout.toSeconds() + "s", "-timeout_error"));
        Path screen = lab.file(scenario + ".screen");
        Program program = Program.start(lab.folder(), screen, Map.of("TERM", "dumb"), command);
        boolean tcp = options.get("-t").startsWith("t");
        SippRun run = new SippRun(scenario, program, local, tcp, messages, errors, timeout.plusSeconds(10));
        lab.closeLater(run);
        return run;
    }
}
