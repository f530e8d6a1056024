// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import javax.sip.address.Hop;
import org.strowger.api.sip.Transport;

/** Where a request goes and the listener of ours that it leaves by. */
record Way(Hop hop, Port port) {
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
}
