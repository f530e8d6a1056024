// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one test works with. All that is started here ends with the test; what it wrote stays in {@code target/wire}. */
public final class Lab implements AutoCloseable {
    private final Exchange exchange;
    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Lab(Exchange exchange, Path folder) {
        this.exchange = exchange;
        this.folder = folder;
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Exchange exchange() {
        return exchange;
    }

    /** The test's own folder. */
    public Path folder() {
        return folder;
    }

    /** A file of this name in the test's folder that is not there yet: with a number before its suffix where the name is taken. */
    public Path file(String name) {
        int dot = name.lastIndexOf('.');
        Path file = folder.resolve(name);
        for (int n = 2; Files.exists(file); n++) {
            file = folder.resolve(name.substring(0, dot) + "-" + n + name.substring(dot));
        }
        try {
            return Files.createFile(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A SIPp for a scenario of {@code src/test/scenarios}, named without its suffix. */
    public Sipp sipp(String scenario) {
        return new Sipp(this, scenario);
    }

    /** A socket that speaks to the exchange by UDP from 127.0.0.1. */
    public RawPhone udpPhone() {
        return udpPhone("127.0.0.1", exchange.udp());
    }

    /** A socket that speaks by UDP. */
    public RawPhone udpPhone(String host, Peer remote) {
        return closeLater(RawPhone.udp(new Peer(host, FreePorts.next()), remote));
    }

    /** A socket at the place of a trunk's peer. */
    public RawPhone trunkPhone(String trunk) {
        return closeLater(RawPhone.udp(exchange.trunk(trunk), exchange.udp()));
    }

    /** A connection to the exchange from 127.0.0.1. */
    public RawPhone tcpPhone() {
        return closeLater(RawPhone.tcp(new Peer("127.0.0.1", FreePorts.next()), exchange.tcp()));
    }

    /** Starts to record what the exchange's SIP port sends and receives. */
    public Capture capture() {
        return capture("port " + exchange.udp().port());
    }

    /** Starts to record what passes a filter (pcap-filter(7)) on the loopback. */
    public Capture capture(String filter) {
        return closeLater(Capture.start(this, filter));
    }

    /** Closes something when the test is over, the last first. */
    public <T extends AutoCloseable> T closeLater(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        AssertionError first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failed) {
                first = first == null ? new AssertionError("not closed", failed) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
