// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Transport;

/**
 * What a listener's file asks for, checked.
 *
 * @param name the part of the file's name after the hyphen
 * @param host a numeric address to bind, IPv6 without brackets
 * @param advertised the address to tell peers; empty for the one bound
 * @param tls what a TLS listener proves itself with; empty for the others
 */
record ListenerSpec(
        String name, Transport transport, String host, int port, String advertised, Optional<TlsFiles> tls) {
    /** The factory PID that listeners come under. */
    static final String PID = "org.strowger.sip";

    private static final int FIRST_PORT = 1;
    private static final int LAST_PORT = 65_535;

    ListenerSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(advertised, "advertised");
        Objects.requireNonNull(tls, "tls");
        if (port < FIRST_PORT || port > LAST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        host = numeric(host);
        if (!advertised.isEmpty()) {
            advertised = numeric(advertised);
        }
    }

    /** A listener without TLS. */
    ListenerSpec(String name, Transport transport, String host, int port, String advertised) {
        this(name, transport, host, port, advertised, Optional.empty());
    }

    /** The name of the listener that a PID is of. */
    static String nameOf(String pid) {
        return pid.substring(pid.indexOf('~') + 1);
    }

    /** Reads one; where a value is refused, its default stands in. */
    static ListenerSpec read(String name, Values from) {
        Transport transport = from.value("transport", Transport.UDP, Transport::parse);
        return new ListenerSpec(
                name,
                transport,
                from.value("host", "127.0.0.1", ListenerSpec::numeric),
                from.number("port", transport.defaultPort(), FIRST_PORT, LAST_PORT),
                from.value("advertised", "", text -> text.isEmpty() ? "" : numeric(text)),
                transport == Transport.TLS ? tls(from) : Optional.empty());
    }

    private static Optional<TlsFiles> tls(Values from) {
        Optional<Path> certificate = file(from, "tls.certificate");
        Optional<Path> key = file(from, "tls.key");
        Optional<Path> trust = file(from, "tls.trust");
        TlsFiles.Clients clients = from.value("tls.clients", TlsFiles.Clients.NONE, TlsFiles.Clients::parse);
        if (certificate.isEmpty()) {
            from.refuse("tls.certificate", "is missing");
        }
        if (key.isEmpty()) {
            from.refuse("tls.key", "is missing");
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        TlsFiles files = new TlsFiles(certificate.get(), key.get(), trust, clients);
        try {
            TlsIdentity tried = new TlsIdentity(files);
            return Optional.of(tried.files());
        } catch (IllegalArgumentException bad) {
            from.refuse("tls.certificate", String.valueOf(bad.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Path> file(Values from, String key) {
        return from.value(
                key, Optional.empty(), text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
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
