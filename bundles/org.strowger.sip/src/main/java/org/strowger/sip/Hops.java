// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.stack.HopImpl;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sip.address.Hop;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * Where a request is sent. What a peer writes in its Contact or Record-Route is followed (RFC 3261 section 12.2.1.1) unless it
 * cannot be meant for us: a private address seen from outside, a name, or the peer's own end of a connection that is open.
 */
final class Hops {
    private Hops() {}

    static Hop of(Flow flow) {
        return new HopImpl(flow.host(), flow.port(), flow.transport().token());
    }

    /**
     * The next hop for a URI.
     *
     * @param flow where the peer's packets come from
     * @param natted whether the peer is known to stand behind a NAT
     */
    static Hop choose(SipUri next, Flow flow, boolean natted) {
        String host = next.address();
        boolean ownConnection = flow.transport().reliable() && host.equals(flow.host());
        if (natted || ownConnection || !isNumeric(host) || hidden(host, flow.host())) {
            return of(flow);
        }
        Transport named = next.parameter("transport")
                .map(Hops::known)
                .orElse(Optional.of(Transport.UDP))
                .orElse(flow.transport());
        Transport transport = next.scheme().equals("sips") ? Transport.TLS : named;
        return new HopImpl(host, next.port() == 0 ? transport.defaultPort() : next.port(), transport.token());
    }

    private static Optional<Transport> known(String token) {
        for (Transport transport : Transport.values()) {
            if (transport.token().equalsIgnoreCase(token)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }

    /** Whether an address is one that its owner can be reached by only from within its own network, and we are not there. */
    private static boolean hidden(String host, String source) {
        if (host.equals(source)) {
            return false;
        }
        InetAddress address = address(host);
        InetAddress from = address(source);
        return address.isAnyLocalAddress()
                || isPrivate(address) && !isPrivate(from)
                || address.isLoopbackAddress() && !from.isLoopbackAddress();
    }

    /** Of RFC 1918, RFC 6598 (a carrier's NAT), RFC 4193, or of one link. */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean carriers = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        return address.isSiteLocalAddress() || address.isLinkLocalAddress() || carriers || unique;
    }

    /** Whether a host is an IPv4 or IPv6 address, so that nothing need be resolved. */
    static boolean isNumeric(String host) {
        if (host.isEmpty()) {
            return false;
        }
        if (host.indexOf(':') >= 0) {
            return host.indexOf('[') < 0
                    && host.indexOf('%') < 0
                    && literal(host).isPresent();
        }
        int dots = 0;
        int value = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                if (value < 0) {
                    return false;
                }
                dots++;
                value = -1;
            } else if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return dots == 3 && value >= 0;
    }

    /** @param host numeric, as checked before */
    static InetAddress address(String host) {
        if (!isNumeric(host)) {
            throw new IllegalArgumentException("'" + host + "' is not a numeric address");
        }
        return literal(host).orElseThrow();
    }

    /** Reads an address as Java does; its brackets keep Java from asking for a name. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.getByName(host.indexOf(':') >= 0 ? "[" + host + "]" : host));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    /** An address as text: IPv6 in its short form (RFC 5952), without the zone that Java appends to some. */
    static String text(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (length < 2) {
            return joined(groups, 0, 8);
        }
        return joined(groups, 0, start) + "::" + joined(groups, start + length, 8);
    }

    private static String joined(int[] groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(groups[i]))
                .collect(Collectors.joining(":"));
    }
}
