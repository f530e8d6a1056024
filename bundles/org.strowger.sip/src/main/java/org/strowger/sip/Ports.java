// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.SipProvider;
import org.strowger.api.sip.Transport;

/** The listeners that are open. Thread-safe. */
final class Ports {
    private final Map<String, Port> byName = new ConcurrentHashMap<>();
    private final Map<SipProvider, Port> byProvider = new ConcurrentHashMap<>();

    void add(Port port) {
        byProvider.put(port.provider(), port);
        byName.put(port.name(), port);
    }

    /** Nothing new is sent from this port; what comes to it is still known as its own. */
    void retire(Port port) {
        byName.remove(port.name(), port);
    }

    void remove(Port port) {
        retire(port);
        byProvider.remove(port.provider());
    }

    /** The retired port whose socket a new listener wants, and which is its own again if it is not closed yet. */
    Optional<Port> reopen(ListenerSpec spec) {
        return byProvider.values().stream()
                .filter(port -> port.isSocketOf(spec)
                        && port.use().retired()
                        && port.use().reopen())
                .findFirst()
                .map(port -> port.with(spec));
    }

    /** The port that a message came in by; empty when it has just been closed. */
    Optional<Port> of(SipProvider provider) {
        return Optional.ofNullable(byProvider.get(provider));
    }

    /** A port to send from: the one named where it fits and is open, or any that fits. */
    Optional<Port> towards(Transport transport, String host, String preferred) {
        boolean v6 = host.indexOf(':') >= 0;
        Port named = byName.get(preferred);
        if (named != null && fits(named, transport, v6)) {
            return Optional.of(named);
        }
        return byName.values().stream()
                .filter(port -> fits(port, transport, v6))
                .min(Comparator.comparing(Port::name));
    }

    private static boolean fits(Port port, Transport transport, boolean v6) {
        return port.transport() == transport && port.v6() == v6;
    }
}
