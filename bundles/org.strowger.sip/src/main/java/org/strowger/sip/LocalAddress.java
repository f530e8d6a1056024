// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;

/** Which address of ours a peer sees: the one bound, or for a wildcard what the system's routing table says. */
final class LocalAddress {
    /** Any port will do: nothing is sent. */
    private static final int DISCARD = 9;

    private static final int REMEMBERED = 10_000;

    private final InetAddress bound;
    private final ConcurrentHashMap<String, String> byPeer = new ConcurrentHashMap<>();

    LocalAddress(InetAddress bound) {
        this.bound = bound;
    }

    String towards(String peer) {
        if (!bound.isAnyLocalAddress()) {
            return Hops.text(bound);
        }
        String known = byPeer.get(peer);
        if (known == null) {
            known = ask(peer);
            if (byPeer.size() >= REMEMBERED) {
                byPeer.clear();
            }
            byPeer.put(peer, known);
        }
        return known;
    }

    /** Connecting a datagram socket sends nothing, but chooses the local address by the routing table. */
    private static String ask(String peer) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(peer), DISCARD));
            return Hops.text(socket.getLocalAddress());
        } catch (IOException unreachable) {
            throw new UncheckedIOException("no route to " + peer, unreachable);
        }
    }
}
