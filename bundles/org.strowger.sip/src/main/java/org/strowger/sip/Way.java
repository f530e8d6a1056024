// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.address.Hop;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

/**
 * Where a request goes and the listener of ours that it leaves by.
 *
 * @param name whom we want to find there, by TLS; empty where any will do that has the address
 */
record Way(Hop hop, Port port, String name) {
    /** A way to an address. */
    Way(Hop hop, Port port) {
        this(hop, port, "");
    }

    /** The way along a hop: by the usual port, or by another where the hop wants another transport or address family. */
    static Way to(Hop hop, Ports ports, Port usual) {
        Transport transport = Transport.parse(hop.getTransport());
        boolean v6 = hop.getHost().indexOf(':') >= 0;
        if (usual.transport() == transport && usual.v6() == v6) {
            return new Way(hop, usual);
        }
        return new Way(
                hop, ports.towards(transport, hop.getHost(), usual.name()).orElse(usual));
    }

    /** The same way, where it leads along a flow: to whom that leads. */
    Way along(Flow flow) {
        boolean same = hop.getHost().equals(flow.host()) && hop.getPort() == flow.port();
        return same && !flow.name().isEmpty() ? new Way(hop, port, flow.name()) : this;
    }

    /**
     * Sees to it that by TLS there is a connection to whom we want, before anything is sent. May wait for seconds.
     *
     * @throws TlsRefused where one side does not trust the other
     */
    void open() throws SipException {
        Optional<Tls> tls = port.transport() == Transport.TLS ? port.tls() : Optional.empty();
        if (tls.isPresent()) {
            try {
                tls.get().open(Hops.address(hop.getHost()), hop.getPort(), name);
            } catch (IOException unreachable) {
                throw new SipException(Outbox.reason(unreachable), unreachable);
            }
        }
    }
}
