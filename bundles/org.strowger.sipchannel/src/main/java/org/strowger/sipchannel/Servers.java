// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Finds the servers behind a name, on threads that may wait for a name server. Thread-safe. */
final class Servers {
    /** Asks a name server; may take its time. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String name) throws UnknownHostException;
    }

    /** What was found: servers in the order in which to try them, or none and why. */
    record Found(List<Flow> servers, String why) {
        Found {
            servers = List.copyOf(servers);
        }
    }

    private final Lookup lookup;
    private final Executor waiting;

    /** @param waiting threads that may wait */
    Servers(Lookup lookup, Executor waiting) {
        this.lookup = lookup;
        this.waiting = waiting;
    }

    /** Looks up what a line is sent to, and says what was found on the executor. */
    void find(LineSettings line, Executor executor, Consumer<Found> found) {
        SipUri server = line.nextHop();
        if (Network.literal(server.host()).isPresent()) {
            Found numeric = new Found(List.of(flow(line, server.address())), "");
            executor.execute(() -> found.accept(numeric));
        } else {
            waiting.execute(() -> {
                Found now = ask(line, server);
                executor.execute(() -> found.accept(now));
            });
        }
    }

    private Found ask(LineSettings line, SipUri server) {
        try {
            List<Flow> flows = Arrays.stream(lookup.all(server.host()))
                    .map(address -> flow(line, address.getHostAddress()))
                    .distinct()
                    .toList();
            return new Found(flows, server.host() + " has no address");
        } catch (UnknownHostException unknown) {
            return new Found(List.of(), server.host() + " has no address: " + unknown.getMessage());
        }
    }

    private static Flow flow(LineSettings line, String address) {
        Transport transport = line.transport();
        int port = line.nextHop().port();
        return new Flow(transport, address, port == 0 ? transport.defaultPort() : port, "", line.certifiedName());
    }
}
