// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Numeric addresses, and which of two a peer's media goes to. */
final class Addresses {
    private static final byte[] NONE = {};

    private Addresses() {}

    /** The address that a literal stands for; empty for a name, which is not looked up: that would block the call. */
    static Optional<InetAddress> numeric(String text) {
        try {
            if (text.indexOf(':') >= 0) {
                return Optional.of(InetAddress.getByName("[" + text + "]"));
            }
            byte[] four = four(text);
            return four.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(four));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The bytes of an IPv4 address; none where it is not four numbers of one to three digits, up to 255. */
    private static byte[] four(String text) {
        byte[] bytes = new byte[4];
        int part = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (digits == 0 || value > 255 || part == 4) {
                    return NONE;
                }
                bytes[part++] = (byte) value;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                value = value * 10 + c - '0';
                digits++;
            } else {
                return NONE;
            }
        }
        return part == 4 ? bytes : NONE;
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
