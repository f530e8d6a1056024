// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A provider that others have written: Kamailio, with {@code src/test/kamailio/provider.cfg}, by UDP and TCP. */
final class Kamailio {
    private static final Path TEMPLATE =
            Path.of("src/test/kamailio/provider.cfg").toAbsolutePath();
    private static final Duration TO_START = Duration.ofSeconds(20);
    private static final String HOST = "127.0.0.32";

    private final Lab lab;
    private final String beyond;
    private final Peer local = new Peer(HOST, FreePorts.next());
    private Program program;

    private Kamailio(Lab lab, String beyond) {
        this.lab = lab;
        this.beyond = beyond;
    }

    static Kamailio start(Lab lab) {
        return start(lab, "");
    }

    /** @param beyond the URI where numbers are that are not registered here; empty for nowhere */
    static Kamailio start(Lab lab, String beyond) {
        Kamailio made = new Kamailio(lab, beyond);
        made.start();
        return made;
    }

    /** An account at this provider. */
    static Account account(String number) {
        return new Account(number, "pw" + number);
    }

    Peer local() {
        return local;
    }

    /** Starts it, with an empty memory. */
    void start() {
        try {
            Path config = lab.file("kamailio.cfg");
            Files.writeString(
                    config,
                    Files.readString(TEMPLATE)
                            .replace("@host@", local.host())
                            .replace("@beyond@", beyond)
                            .replace("@port@", Integer.toString(local.port())));
            Path runtime = Files.createDirectories(lab.folder().resolve("kamailio"));
            program = lab.closeLater(Program.start(
                    lab.folder(),
                    lab.file("kamailio.out"),
                    Map.of(),
                    List.of(
                            Tool.KAMAILIO.path(),
                            "-f",
                            config.toString(),
                            "-DD",
                            "-E",
                            "-m",
                            "32",
                            "-w",
                            runtime.toString(),
                            "-Y",
                            runtime.toString())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Await.until(
                () -> "Kamailio starts\n" + Program.tail(program.output(), 20),
                TO_START,
                () -> Sockets.open(local.port(), true) && Sockets.open(local.port(), false));
    }

    /** Ends it, as a power cut would its registrations. */
    void stop() {
        program.close();
        Await.until(
                "Kamailio's port is free",
                TO_START,
                () -> !Sockets.open(local.port(), true) && !Sockets.open(local.port(), false));
    }

    /** Whether somebody is registered with it. */
    boolean knows(RawPhone asking, Account account) {
        return asking.ask(Request.of("OPTIONS", "sip:" + account.number() + "@" + local))
                        .status()
                == 200;
    }

    String output() {
        return Program.tail(program.output(), 30);
    }
}
