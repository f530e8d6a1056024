// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Objects;
import org.strowger.api.sip.Transport;

/**
 * What a listener's file asks for, checked.
 *
 * @param name the part of the file's name after the hyphen
 * @param host a numeric address to bind, IPv6 without brackets
 * @param advertised the address to tell peers; empty for the one bound
 */
record ListenerSpec(String name, Transport transport, String host, int port, String advertised) {
    ListenerSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(advertised, "advertised");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is not between 1 and 65535");
        }
        if (transport == Transport.TLS) {
            throw new IllegalArgumentException("transport: tls is not supported yet: expected udp or tcp");
        }
        host = numeric("host", host);
        if (!advertised.isEmpty()) {
            advertised = numeric("advertised", advertised);
        }
    }

    private static String numeric(String key, String text) {
        String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!Hops.isNumeric(host)) {
            throw new IllegalArgumentException(key + ": '" + text + "' is not a numeric IPv4 or IPv6 address");
        }
        return host;
    }
}
