// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A SIPp that runs or has run. */
public final class SippRun implements AutoCloseable {
    private static final Duration TO_LISTEN = Duration.ofSeconds(10);
    private static final int LINES = 50;

    private final String scenario;
    private final Program program;
    private final Peer local;
    private final boolean tcp;
    private final Path messages;
    private final Path errors;
    private final Duration bound;

    SippRun(String scenario, Program program, Peer local, boolean tcp, Path messages, Path errors, Duration bound) {
        this.scenario = scenario;
        this.program = program;
        this.local = local;
        this.tcp = tcp;
        this.messages = messages;
        this.errors = errors;
        this.bound = bound;
    }

    /** Where it listens and speaks from. */
    public Peer local() {
        return local;
    }

    void awaitSocket() {
        Await.until(() -> "SIPp listens at " + local + "\n" + report(), TO_LISTEN, () -> {
            if (!program.running()) {
                throw new AssertionError("SIPp ended at once\n" + report());
            }
            return Sockets.open(local.port(), tcp);
        });
    }

    /** Lets it begin no more calls; {@link #finish} then waits for those that are up. */
    public void enough() {
        program.signal("USR1");
    }

    /** Waits for its end, however many of its calls failed. */
    public SippRun end() {
        program.await(bound);
        return this;
    }

    /** Waits for its end; the test fails, with its last messages, unless every call succeeded. */
    public SippRun finish() {
        int code = program.await(bound);
        if (code != 0) {
            throw new AssertionError("scenario " + scenario + " failed (exit code " + code + ")\n" + report());
        }
        return this;
    }

    /** Every message that it has sent and received so far. */
    public List<Packet> packets() {
        return SippLog.read(messages);
    }

    /** What it has received so far. */
    public List<Message> received() {
        return packets().stream()
                .filter(packet -> !packet.sent())
                .map(Packet::message)
                .toList();
    }

    /** The first message received that is like this, waited for. */
    public Message awaitReceived(String what, Duration longest, Predicate<Message> like) {
        Await.until(() -> "SIPp receives " + what + "\n" + report(), longest, () -> received().stream()
                .anyMatch(like));
        return received().stream().filter(like).findFirst().orElseThrow();
    }

    /** The first request of a method that it received. */
    public Message request(String method) {
        return received().stream()
                .filter(message -> !message.isResponse() && message.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError("SIPp received no " + method + "\n" + report()));
    }

    /** The first answer with a status that it received. */
    public Message response(int status) {
        return received().stream()
                .filter(message -> message.status() == status)
                .findFirst()
                .orElseThrow(() -> new AssertionError("SIPp received no " + status + "\n" + report()));
    }

    private String report() {
        return "---- errors\n" + Program.tail(Program.text(errors), LINES)
                + "\n---- last messages (" + messages + ")\n" + Program.tail(Program.text(messages), LINES)
                + "\n---- screen\n" + Program.tail(program.output(), 12);
    }

    @Override
    public void close() {
        program.close();
    }
}
