// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.SipProviderImpl;
import java.net.InetAddress;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import org.strowger.api.sip.Transport;

/** One open listener: a socket of ours, and all that is sent from it. */
final class Port {
    private final ListenerSpec spec;
    private final ListeningPoint point;
    private final SipProviderImpl provider;
    private final boolean v6;
    private final LocalAddress local;
    private final SocketUse use;

    Port(ListenerSpec spec, ListeningPoint point, SipProvider provider, InetAddress bound) {
        this(spec, point, provider, bound, new SocketUse());
    }

    private Port(ListenerSpec spec, ListeningPoint point, SipProvider provider, InetAddress bound, SocketUse use) {
        this.spec = spec;
        this.point = point;
        this.provider = (SipProviderImpl) provider;
        this.v6 = bound instanceof java.net.Inet6Address;
        this.local = new LocalAddress(bound);
        this.use = use;
    }

    /** The same socket for a listener with another name or another advertised address. */
    Port with(ListenerSpec other) {
        return new Port(other, point, provider, Hops.address(other.host()), use);
    }

    /** Whether this is the socket that a listener asks for. */
    boolean isSocketOf(ListenerSpec other) {
        return spec.transport() == other.transport()
                && spec.port() == other.port()
                && Hops.address(spec.host()).equals(Hops.address(other.host()));
    }

    ListenerSpec spec() {
        return spec;
    }

    SocketUse use() {
        return use;
    }

    String name() {
        return spec.name();
    }

    Transport transport() {
        return spec.transport();
    }

    int portNumber() {
        return spec.port();
    }

    SipProviderImpl provider() {
        return provider;
    }

    ListeningPoint point() {
        return point;
    }

    boolean v6() {
        return v6;
    }

    /** Our own address towards a peer, where a socket can be bound. */
    String boundTowards(String peer) {
        return local.towards(peer);
    }

    /** The address that a peer is told. */
    String advertisedTo(String peer) {
        return spec.advertised().isEmpty() ? local.towards(peer) : spec.advertised();
    }

    /** Our Contact: {@code sip:user@host:port} with the transport where it is not UDP (RFC 3261 section 8.1.1.8). */
    String contact(String user, String peer) {
        StringBuilder uri = new StringBuilder(48).append("sip:");
        if (!user.isEmpty()) {
            uri.append(user).append('@');
        }
        uri.append(Messages.bracketed(advertisedTo(peer))).append(':').append(portNumber());
        if (transport() != Transport.UDP) {
            uri.append(";transport=").append(transport().token());
        }
        return uri.toString();
    }
}
