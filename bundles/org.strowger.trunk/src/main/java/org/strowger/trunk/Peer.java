// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.net.InetAddress;
import java.util.Optional;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Network;
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
 * @param health how it is watched; empty where it is not
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
        int resolveSeconds,
        Optional<Health.Plan> health) {
    /** The least and the most seconds between two look-ups of a name. */
    static final int RESOLVE_LEAST = 10;

    static final int RESOLVE_MOST = 86_400;

    /** A peer as far as its configuration could be read; to be used only where nothing is wrong with it. */
    static Peer read(Values values) {
        String host = values.value("host", "", Peer::host);
        Optional<Network> network = values.problems().isEmpty() ? Network.parse(host) : Optional.empty();
        if (host.isEmpty() && values.problems().isEmpty()) {
            values.refuse("host", "is missing");
        }
        int port = values.number("port", 0, 0, 65535);
        Optional<Transport> transport = values.value("transport", Optional.empty(), Peer::transport);
        String domain = values.value("domain", "", Peer::domain);
        boolean enabled = values.flag("enabled", true);
        int exactness = exactness(network, port, transport);
        int ranking = values.number("service.ranking", 100, Integer.MIN_VALUE, Integer.MAX_VALUE - exactness);
        int resolve = values.number("resolve.interval", 300, RESOLVE_LEAST, RESOLVE_MOST);
        Optional<Health.Plan> health = health(values);
        if (health.isPresent() && network.filter(several -> !several.single()).isPresent()) {
            values.refuse("health.interval", host + " is a network, and has no one to ask");
        }
        String name = Trunk.ROLE + "-" + values.pid().substring(values.pid().indexOf('~') + 1);
        return new Peer(name, host, network, port, transport, domain, enabled, ranking + exactness, resolve, health);
    }

    private static Optional<Health.Plan> health(Values values) {
        int seconds = values.number("health.interval", 0, 0, 3_600);
        int down = values.number("health.down", 3, 1, 100);
        int up = values.number("health.up", 2, 1, 100);
        return seconds == 0 ? Optional.empty() : Optional.of(new Health.Plan(seconds, down, up));
    }

    /** Whether somebody who watches the other watches this one, too. */
    boolean isWatchedAs(Peer other) {
        return host.equals(other.host)
                && port == other.port
                && transport.equals(other.transport)
                && enabled == other.enabled
                && resolveSeconds == other.resolveSeconds
                && health.equals(other.health);
    }

    /** The transport that calls go out by. */
    Transport outward() {
        return transport.orElse(Transport.UDP);
    }

    /** The way to one of its addresses. */
    Flow flow(InetAddress address) {
        // by TLS its certificate is for the name that was looked up
        String name = network.isPresent() ? "" : host;
        int to = port > 0 ? port : outward().defaultPort();
        return new Flow(outward(), address.getHostAddress(), to, "", name);
    }

    private static String host(String text) {
        boolean numeric = Network.parse(text).isPresent();
        if (!numeric && (text.isEmpty() || !text.chars().allMatch(Peer::ofName) || digitsOnly(text))) {
            throw new IllegalArgumentException("'" + text + "' is neither an address, nor a network, nor a name");
        }
        return text;
    }

    private static boolean ofName(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
    }

    private static boolean digitsOnly(String host) {
        return host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    private static String domain(String text) {
        if (!text.isEmpty() && !SipUri.parse("sip:x@" + text).host().equals(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a host alone");
        }
        return text;
    }

    private static Optional<Transport> transport(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Transport.parse(text));
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
