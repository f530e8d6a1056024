// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numeric addresses, and which of two a peer's media goes to. */
final class Addresses {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private Addresses() {}

    /** The address that a literal stands for; empty for a name, which is not looked up: that would block the call. */
    static Optional<InetAddress> numeric(String text) {
        boolean ipv6 = text.indexOf(':') >= 0;
        if (!ipv6 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(ipv6 ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** An address as c= and o= lines have it: {@code IN IP4 192.0.2.1}. */
    static String sdp(String literal) {
        int zone = literal.indexOf('%');
        return literal.indexOf(':') < 0
                ? "IN IP4 " + literal
                : "IN IP6 " + (zone < 0 ? literal : literal.substring(0, zone));
    }

    /**
     * Where media goes until a packet says better: to the address in the description, unless that one cannot be reached
     * from here (RFC 7362 section 4) and the signalling's can.
     *
     * @param described null where the description names no address that one could send to
     */
    static InetAddress reachable(InetAddress described, InetAddress peer, InetAddress bound) {
        if (described == null || described.isMulticastAddress() || !sameFamily(described, bound)) {
            return peer;
        }
        boolean ownHost = described.isLoopbackAddress() && !peer.isLoopbackAddress();
        boolean behindNat = isPrivate(described) && !isPrivate(peer);
        return ownHost || behindNat ? peer : described;
    }

    /** Whether an address means something within its own network only: RFC 1918, 3927, 4193, 4291, 6598. */
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        return address.isSiteLocalAddress() || address.isLinkLocalAddress() || shared || uniqueLocal;
    }

    private static boolean sameFamily(InetAddress one, InetAddress other) {
        return one instanceof Inet4Address == other instanceof Inet4Address;
    }
}
