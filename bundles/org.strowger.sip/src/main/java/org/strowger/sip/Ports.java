// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

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

    void remove(Port port) {
        byName.remove(port.name(), port);
        byProvider.remove(port.provider(), port);
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
        return byName.values().stream().filter(port -> fits(port, transport, v6)).min(java.util.Comparator.comparing(Port::name));
    }

    private static boolean fits(Port port, Transport transport, boolean v6) {
        return port.transport() == transport && port.v6() == v6;
    }
}
