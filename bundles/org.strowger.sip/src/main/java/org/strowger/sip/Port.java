// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipProviderImpl;
import java.net.InetAddress;
import java.util.Optional;
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

    /** The same socket for a listener with another name, another advertised address or other certificates. */
    Port with(ListenerSpec other) {
        other.tls().ifPresent(files -> tls().ifPresent(tls -> tls.identity().use(files)));
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

    /** Where it speaks TLS. */
    Optional<Tls> tls() {
        return ((ListeningPointImpl) point).getMessageProcessor() instanceof Tls tls
                ? Optional.of(tls)
                : Optional.empty();
    }

    /**
     * Our Contact: {@code sip:user@host:port} with the transport where it is not UDP (RFC 3261 section 8.1.1.8).
     *
     * @param sips whether the call is to be secure on every hop, so that the Contact is, too
     */
    String contact(String user, String peer, boolean sips) {
        StringBuilder uri = new StringBuilder(48).append(sips ? "sips:" : "sip:");
        if (!user.isEmpty()) {
            uri.append(user).append('@');
        }
        uri.append(Messages.bracketed(advertisedTo(peer))).append(':').append(portNumber());
        if (transport() != Transport.UDP && !sips) {
            uri.append(";transport=").append(transport().token());
        }
        return uri.toString();
    }
}
