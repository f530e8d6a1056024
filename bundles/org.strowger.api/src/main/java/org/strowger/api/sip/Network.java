// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** One address or all that begin alike, in CIDR notation (RFC 4632). Nothing here asks a name server. */
public record Network(InetAddress address, int prefix) {
    /**
     * Reads {@code 192.0.2.7}, {@code 192.0.2.0/24} or their like of IPv6; empty where the text is no address.
     *
     * @throws IllegalArgumentException when what follows the slash is no length of a prefix
     */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = literal(slash < 0 ? text : text.substring(0, slash));
        return address.map(some -> new Network(some, slash < 0 ? bits(some) : prefix(some, text.substring(slash + 1))));
    }

    /** An address from its numeric text, IPv6 with brackets or without. */
    public static Optional<InetAddress> literal(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        if (bare.indexOf(':') < 0 && !dotted(bare)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    private static boolean dotted(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static int prefix(InetAddress address, String text) {
        try {
            int prefix = Integer.parseInt(text);
            if (prefix >= 0 && prefix <= bits(address)) {
                return prefix;
            }
        } catch (NumberFormatException notANumber) {
            // reported below with the range, as a number outside of it is
        }
        throw new IllegalArgumentException("prefix length '" + text + "' is not between 0 and " + bits(address));
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    /** Whether it is one address only. */
    public boolean single() {
        return prefix == bits(address);
    }

    /** Whether an address, of the same family, begins alike. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefix % Byte.SIZE;
        return rest == 0 || (ours[whole] ^ theirs[whole]) >> Byte.SIZE - rest == 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + (single() ? "" : "/" + prefix);
    }
}
