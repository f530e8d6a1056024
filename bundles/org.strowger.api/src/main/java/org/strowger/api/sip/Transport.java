// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Locale;

/** The transports of RFC 3261 section 18 that a listener may speak. */
public enum Transport {
    UDP,
    TCP,
    TLS;

    /**
     * Reads a transport's name in any case.
     *
     * @throws IllegalArgumentException when the name is none of {@code udp}, {@code tcp}, {@code tls}
     */
    public static Transport parse(String name) {
        for (Transport transport : values()) {
            if (transport.name().equalsIgnoreCase(name.trim())) {
                return transport;
            }
        }
        throw new IllegalArgumentException("unknown transport '" + name + "': expected udp, tcp or tls");
    }

    /** The value of a URI's {@code transport} parameter: lower case, RFC 3261 section 19.1.1. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The port that is meant where none is named: RFC 3261 section 19.1.2. */
    public int defaultPort() {
        return this == TLS ? 5061 : 5060;
    }

    /** Whether the transport keeps order and repeats what was lost, so that SIP need not retransmit. */
    public boolean reliable() {
        return this != UDP;
    }
}
