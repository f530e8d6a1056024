// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * A trunk's configuration, checked.
 *
 * @param role the role's name, such as {@code trunk-carrier}
 * @param host the peer as configured: an address, a network or a name
 * @param network the host where it is numeric; empty where it is a name
 * @param port the peer's port, 0 where none was given
 * @param transport the peer's transport, empty where none was given
 * @param domain what stands for us in the From of calls out; empty for our own address
 * @param ranking of the role among others: what was configured, and a little more the more exactly the peer is described
 * @param resolveSeconds how often a name is looked up again
 */
record Peer(
        String role,
        String host,
        Optional<Network> network,
        int port,
        Optional<Transport> transport,
        String domain,
        boolean enabled,
        int ranking,
        int resolveSeconds) {
    static Peer of(Trunk.Config config, Map<String, ?> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        Object file = properties.get("felix.fileinstall.filename");
        String source = file == null ? pid : file.toString();
        String host = value(source, "host", () -> host(config.host()));
        Optional<Network> network = value(source, "host", () -> Network.parse(host));
        int port = value(source, "port", () -> between(config.port(), 0, 65535));
        Optional<Transport> transport = value(source, "transport", () -> transport(config.transport()));
        int ranking = value(
                source,
                "service.ranking",
                () -> Math.addExact(config.service_ranking(), exactness(network, port, transport)));
        return new Peer(
                Trunk.ROLE + "-" + pid.substring(pid.indexOf('~') + 1),
                host,
                network,
                port,
                transport,
                value(source, "domain", () -> domain(config.domain())),
                value(source, "enabled", config::enabled),
                ranking,
                value(source, "resolve.interval", () -> between(config.resolve_interval(), 10, 86_400)));
    }

    /** Reads a value, whose text may not even be of the key's type, and says where it stands when it is wrong. */
    private static <T> T value(String source, String key, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(source + ": " + key + ": " + wrong.getMessage(), wrong);
        }
    }

    private static int between(int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is not between " + least + " and " + most);
        }
        return number;
    }

    private static String host(String text) {
        String host = text.strip();
        boolean numeric = Network.parse(host).isPresent();
        if (!numeric && (host.isEmpty() || !host.chars().allMatch(Peer::ofName) || digitsOnly(host))) {
            throw new IllegalArgumentException("'" + host + "' is neither an address, nor a network, nor a name");
        }
        return host;
    }

    private static boolean ofName(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
    }

    private static boolean digitsOnly(String host) {
        return host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    private static String domain(String text) {
        String domain = text.strip();
        if (!domain.isEmpty() && !SipUri.parse("sip:x@" + domain).host().equals(domain)) {
            throw new IllegalArgumentException("'" + domain + "' is not a host alone");
        }
        return domain;
    }

    private static Optional<Transport> transport(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Transport transport = Transport.parse(text);
        if (transport == Transport.TLS) {
            throw new IllegalArgumentException("tls is not supported here: expected udp or tcp");
        }
        return Optional.of(transport);
    }

    /** Of two trunks that would both know a caller, the one that says more about it is asked first. */
    private static int exactness(Optional<Network> network, int port, Optional<Transport> transport) {
        boolean single = network.isEmpty() || network.get().single();
        return (single ? 4 : 0) + (port > 0 ? 2 : 0) + (transport.isPresent() ? 1 : 0);
    }

    /** The host as it stands in a URI. */
    String uriHost() {
        String bare = network.map(Network::toString).orElse(host);
        return bare.indexOf(':') >= 0 ? "[" + bare + "]" : bare;
    }

    @Override
    public String toString() {
        return transport.map(known -> known.token() + ":").orElse("") + host + (port > 0 ? ":" + port : "");
    }
}
