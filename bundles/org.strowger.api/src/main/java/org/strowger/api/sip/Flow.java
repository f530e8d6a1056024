// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;

/**
 * The way to a peer: the address that its packets come from and our listener that they reach. What is sent along a flow
 * passes a NAT, or uses the TCP connection that the peer opened (RFC 5626's flow).
 *
 * @param host the peer's numeric address, IPv6 without brackets
 * @param listener the name of our listener; empty where any of the right transport will do
 * @param name the domain that was dialled, whose certificate the peer must have where the transport is TLS (RFC 5922); empty where its address
 *     alone is known, which the certificate of a connection that we open must then be for
 */
public record Flow(Transport transport, String host, int port, String listener, String name) {
    public Flow {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(name, "name");
        if (host.isBlank()) {
            throw new IllegalArgumentException("a flow needs the peer's address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** A flow to a peer of which only the address is known. */
    public Flow(Transport transport, String host, int port, String listener) {
        this(transport, host, port, listener, "");
    }

    @Override
    public String toString() {
        return transport.token() + ":" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
