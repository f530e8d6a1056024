// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.Transport;

/** By what we can send: a transport and an address family of each listener. */
record Ways(Set<Way> all) {
    /** Where nothing is known of listeners, anything may be found. */
    static final Ways ANY = new Ways(Set.of(
            new Way(Transport.UDP, false),
            new Way(Transport.UDP, true),
            new Way(Transport.TCP, false),
            new Way(Transport.TCP, true),
            new Way(Transport.TLS, false),
            new Way(Transport.TLS, true)));

    /** @param v6 whether to IPv6 addresses */
    record Way(Transport transport, boolean v6) {}

    Ways {
        all = Set.copyOf(all);
    }

    static Ways of(List<ListenerInfo> listeners) {
        Set<Way> ways = new HashSet<>();
        listeners.stream()
                .filter(ListenerInfo::listening)
                .forEach(one -> ways.add(new Way(one.transport(), one.host().indexOf(':') >= 0)));
        return ways.isEmpty() ? ANY : new Ways(ways);
    }

    boolean has(Transport transport, boolean v6) {
        return all.contains(new Way(transport, v6));
    }

    boolean has(Transport transport) {
        return has(transport, false) || has(transport, true);
    }

    /** Those that we have, of those that are wanted. */
    List<Transport> transports(Optional<Transport> wanted) {
        return List.of(Transport.values()).stream()
                .filter(one -> wanted.map(one::equals).orElse(true) && has(one))
                .toList();
    }
}
