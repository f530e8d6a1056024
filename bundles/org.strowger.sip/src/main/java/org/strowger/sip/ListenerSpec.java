// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Objects;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Transport;

/**
 * What a listener's file asks for, checked.
 *
 * @param name the part of the file's name after the hyphen
 * @param host a numeric address to bind, IPv6 without brackets
 * @param advertised the address to tell peers; empty for the one bound
 */
record ListenerSpec(String name, Transport transport, String host, int port, String advertised) {
    /** The factory PID that listeners come under. */
    static final String PID = "org.strowger.sip";

    private static final int FIRST_PORT = 1;
    private static final int LAST_PORT = 65_535;

    ListenerSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(advertised, "advertised");
        if (port < FIRST_PORT || port > LAST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        host = numeric(host);
        if (!advertised.isEmpty()) {
            advertised = numeric(advertised);
        }
    }

    /** The name of the listener that a PID is of. */
    static String nameOf(String pid) {
        return pid.substring(pid.indexOf('~') + 1);
    }

    /** Reads one; where a value is refused, its default stands in. */
    static ListenerSpec read(String name, Values from) {
        return new ListenerSpec(
                name,
                from.value("transport", Transport.UDP, ListenerSpec::transport),
                from.value("host", "127.0.0.1", ListenerSpec::numeric),
                from.number("port", 5060, FIRST_PORT, LAST_PORT),
                from.value("advertised", "", text -> text.isEmpty() ? "" : numeric(text)));
    }

    private static Transport transport(String text) {
        Transport transport = Transport.parse(text);
        if (transport == Transport.TLS) {
            throw new IllegalArgumentException("tls is not supported yet: expected udp or tcp");
        }
        return transport;
    }

    private static String numeric(String text) {
        String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!Hops.isNumeric(host)) {
            throw new IllegalArgumentException("'" + text + "' is not a numeric IPv4 or IPv6 address");
        }
        return host;
    }

    /** Whether both cannot be open at once, or might not be. */
    boolean collidesWith(ListenerSpec other) {
        return transport == other.transport && port == other.port;
    }
}
