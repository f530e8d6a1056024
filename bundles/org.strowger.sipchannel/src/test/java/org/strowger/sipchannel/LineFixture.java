// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipClient;
import org.strowger.api.sip.SipResolver;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** A line, its registrar, and a clock that stands still until it is told to go on. */
abstract class LineFixture {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    final StillClock clock = new StillClock(BEGIN);
    final ManualScheduler scheduler = new ManualScheduler(clock);
    final FakeRegistrar registrar = new FakeRegistrar();
    final List<InetAddress> addresses = new ArrayList<>(List.of(address("192.0.2.1"), address("192.0.2.2")));
    final Kept kept = new Kept();
    RandomGenerator random = new Random(7);
    Optional<SipClient> client = Optional.of(registrar);

    /** A store that a later line finds. */
    static final class Kept implements LineMemory.Store {
        private Optional<LineMemory> memory = Optional.empty();

        @Override
        public Optional<LineMemory> read() {
            return memory;
        }

        @Override
        public void write(LineMemory next) {
            memory = Optional.of(next);
        }

        @Override
        public void forget() {
            memory = Optional.empty();
        }
    }

    private ServerSet found(Transport transport, int port) {
        List<Flow> flows = addresses.stream()
                .map(at -> new Flow(
                        transport, at.getHostAddress(), port == 0 ? transport.defaultPort() : port, "", "example.org"))
                .toList();
        return flows.isEmpty()
                ? ServerSet.none(Duration.ofSeconds(5), "example.org has no address")
                : new ServerSet(List.of(new ServerSet.Server(0, 0, flows)), Duration.ofMinutes(1), "");
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException numeric) {
            throw new AssertionError(numeric);
        }
    }

    Line made(String process, String... keysAndValues) {
        SipResolver resolver =
                (uri, transport, executor, found) -> found.accept(found(transport.orElse(Transport.UDP), uri.port()));
        Servers servers = new Servers(() -> Optional.of(resolver), random);
        Line.Desk desk = new Line.Desk(scheduler, () -> client, servers, clock, random, process);
        return new Line(Configs.line(keysAndValues), desk, kept);
    }

    Line started(String... keysAndValues) {
        Line line = made("one", keysAndValues);
        line.start();
        scheduler.runDue();
        return line;
    }

    void pass(long seconds) {
        scheduler.advance(Duration.ofSeconds(seconds));
    }

    boolean registered(Line line) {
        return line.status().registered(clock.instant());
    }

    /** The moments of the requests from now on, in seconds from now, over a time. */
    List<Long> attempts(long seconds) {
        Instant from = clock.instant();
        List<Long> moments = new ArrayList<>();
        int before = registrar.requests.size();
        for (long second = 0; second < seconds; second++) {
            pass(1);
            for (; before < registrar.requests.size(); before++) {
                moments.add(Duration.between(from, clock.instant()).toSeconds());
            }
        }
        return moments;
    }
}
