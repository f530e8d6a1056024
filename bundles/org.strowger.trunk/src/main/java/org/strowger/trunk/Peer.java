// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.time.Duration;
import java.util.Optional;
import org.strowger.api.call.Capacity;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Credentials;
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
 * @param resolveSeconds after how long at the latest a name is looked up again
 * @param health how it is watched; empty where it is not
 * @param known by what it is known besides its address
 * @param credentials what its challenges are answered with; empty where it makes none
 * @param silence how long a server may say nothing at all while there is another
 * @param group where it is one of several trunks that lead to the same numbers
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
        Optional<Health.Plan> health,
        Recognition known,
        Optional<Credentials> credentials,
        Numbers numbers,
        Capacity capacity,
        Duration silence,
        Optional<Membership> group) {
    /** The least and the most seconds between two look-ups of a name. */
    static final int RESOLVE_LEAST = 10;

    static final int RESOLVE_MOST = 86_400;

    /** A peer as far as its configuration could be read; to be used only where nothing is wrong with it. */
    static Peer read(Values values) {
        String host = values.value("host", "", Peer::host);
        Optional<Network> network = values.problems().isEmpty() ? Network.parse(host) : Optional.empty();
        boolean named = values.problems().isEmpty();
        Recognition known = Recognition.read(values);
        if (host.isEmpty() && named && !known.asks()) {
            values.refuse("host", "is missing");
        }
        int port = values.number("port", 0, 0, 65535);
        Optional<Transport> transport = values.value("transport", Optional.empty(), Peer::transport);
        String domain = values.value("domain", "", Peer::domain);
        boolean enabled = values.flag("enabled", true);
        int exactness = known.asks() ? 8 : exactness(network, port, transport);
        int ranking = values.number("service.ranking", 100, Integer.MIN_VALUE, Integer.MAX_VALUE - exactness);
        int resolve = values.number("resolve.interval", 300, RESOLVE_LEAST, RESOLVE_MOST);
        Optional<Health.Plan> health = health(values);
        if (health.isPresent() && network.filter(several -> !several.single()).isPresent()) {
            values.refuse("health.interval", host + " is a network, and has no one to ask");
        }
        if (health.isPresent() && host.isEmpty()) {
            values.refuse("health.interval", "needs a host");
        }
        String name = Trunk.ROLE + "-" + values.pid().substring(values.pid().indexOf('~') + 1);
        return new Peer(
                name,
                host,
                network,
                port,
                transport,
                domain,
                enabled,
                ranking + exactness,
                resolve,
                health,
                known,
                credentials(values),
                Numbers.read(values),
                Capacity.read(values, name),
                Duration.ofMillis(values.number("failover.after", 4_000, 100, 32_000)),
                Membership.read(values));
    }

    private static Optional<Credentials> credentials(Values values) {
        String user = values.text("auth.user", "");
        String password = values.text("auth.password", "");
        return user.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, password));
    }

    private static Optional<Health.Plan> health(Values values) {
        int seconds = values.number("health.interval", 0, 0, 3_600);
        int down = values.number("health.down", 3, 1, 100);
        int up = values.number("health.up", 2, 1, 100);
        return seconds == 0 ? Optional.empty() : Optional.of(new Health.Plan(seconds, down, up));
    }

    /** Whether somebody who watches the other watches this one, too. */
    boolean isWatchedAs(Peer other) {
        return isWhere(other) && enabled == other.enabled && health.equals(other.health);
    }

    /** Whether its servers are where the other's are. */
    boolean isWhere(Peer other) {
        return host.equals(other.host)
                && port == other.port
                && transport.equals(other.transport)
                && resolveSeconds == other.resolveSeconds;
    }

    /** Whether calls can go there: a network has no one address, and some peers only call. */
    boolean callable() {
        return !host.isEmpty() && network.map(Network::single).orElse(true);
    }

    /** Where it is, for name servers to say the rest. */
    SipUri uri() {
        return new SipUri("sip", "", uriHost(), port, "");
    }

    /** The same, as it is to be reached by one transport. */
    SipUri uri(Transport by) {
        String parameters = by == Transport.UDP ? "" : ";transport=" + by.token();
        return new SipUri("sip", "", uriHost(), port, parameters);
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            return text;
        }
        boolean numeric = Network.parse(text).isPresent();
        if (!numeric && (!text.chars().allMatch(Peer::ofName) || digitsOnly(text))) {
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
        String where = host.isEmpty() ? "anywhere" : host;
        return transport.map(one -> one.token() + ":").orElse("") + where + (port > 0 ? ":" + port : "");
    }
}
