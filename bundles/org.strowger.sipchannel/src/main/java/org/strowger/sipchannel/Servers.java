// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipResolver;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Finds the servers of a line; nobody waits. Thread-safe. */
final class Servers {
    /** What was found: servers in the order in which to try them, or none and why. */
    record Found(List<Flow> servers, String why) {
        Found {
            servers = List.copyOf(servers);
        }
    }

    private final Supplier<Optional<SipResolver>> resolver;
    private final RandomGenerator random;

    /**
     * @param resolver empty while it is away
     * @param random draws among servers of one priority
     */
    Servers(Supplier<Optional<SipResolver>> resolver, RandomGenerator random) {
        this.resolver = resolver;
        this.random = random;
    }

    /** Whether what a line is sent to can be looked up now. */
    boolean canFind(LineSettings line) {
        return Network.literal(line.nextHop().host()).isPresent()
                || resolver.get().isPresent();
    }

    /** Looks up what a line is sent to, and says what was found on the executor. */
    void find(LineSettings line, Executor executor, Consumer<Found> found) {
        SipUri server = line.nextHop();
        Optional<InetAddress> numeric = Network.literal(server.host());
        Optional<SipResolver> present = resolver.get();
        if (numeric.isPresent()) {
            Transport transport = line.transport().orElse(Transport.UDP);
            int port = server.port() == 0 ? transport.defaultPort() : server.port();
            Flow flow = new Flow(transport, server.address(), port, "", line.certifiedName());
            executor.execute(() -> found.accept(new Found(List.of(flow), "")));
        } else if (present.isPresent()) {
            present.get().resolve(server, line.transport(), executor, set -> found.accept(drawn(set)));
        } else {
            executor.execute(() -> found.accept(new Found(List.of(), "there is no resolver")));
        }
    }

    private Found drawn(ServerSet set) {
        return new Found(set.order(random), set.why());
    }
}
