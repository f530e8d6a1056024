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
    private static final int DEFAULT_PORT = 5060;

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

    /** Looks a server up, and says what was found on the executor. */
    void find(SipUri server, Transport transport, Executor executor, Consumer<Found> found) {
        if (Network.literal(server.host()).isPresent()) {
            Found numeric = new Found(List.of(flow(server, transport, server.address())), "");
            executor.execute(() -> found.accept(numeric));
        } else {
            waiting.execute(() -> {
                Found now = ask(server, transport);
                executor.execute(() -> found.accept(now));
            });
        }
    }

    private Found ask(SipUri server, Transport transport) {
        try {
            List<Flow> flows = Arrays.stream(lookup.all(server.host()))
                    .map(address -> flow(server, transport, address.getHostAddress()))
                    .distinct()
                    .toList();
            return new Found(flows, server.host() + " has no address");
        } catch (UnknownHostException unknown) {
            return new Found(List.of(), server.host() + " has no address: " + unknown.getMessage());
        }
    }

    private static Flow flow(SipUri server, Transport transport, String address) {
        return new Flow(transport, address, server.port() == 0 ? DEFAULT_PORT : server.port(), "");
    }
}
