// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.ServerSet.Server;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.strowger.resolver.Dns.Answer;
import org.strowger.resolver.Dns.Entry.Address;
import org.strowger.resolver.Dns.Entry.Pointer;
import org.strowger.resolver.Dns.Entry.Service;
import org.strowger.resolver.Dns.Kind;

/** The servers of a URI: RFC 3263 section 4. One for each question; runs on whatever thread brings an answer. */
final class Location {
    /** More are not tried by anybody. */
    private static final int MOST_SERVERS = 32;

    private static final int MOST_POINTERS = 8;

    /** Room for the priorities of one NAPTR record's servers before those of the next. */
    private static final int LEVEL = 65_536;

    /** A server's address is good for no longer, whatever name servers say. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** That there is none is asked again after no longer, and after trouble at once. */
    private static final Duration LONGEST_NOTHING = Duration.ofMinutes(5);

    private static final Duration SHORTEST_NOTHING = Duration.ofSeconds(5);

    private final Dns dns;
    private final Ways ways;
    private final SipUri uri;
    private final Optional<Transport> wanted;
    private final boolean secure;

    /** What one step has found: servers, how long that holds, and perhaps why there is none. */
    private record Found(List<Server> servers, Duration fresh, boolean decided, Optional<String> trouble) {
        static final Found NOTHING = new Found(List.of(), LONGEST, false, Optional.empty());

        Found and(Found other) {
            return new Found(
                    Stream.concat(servers.stream(), other.servers.stream()).toList(),
                    least(fresh, other.fresh),
                    decided || other.decided,
                    trouble.or(other::trouble));
        }
    }

    private Location(Dns dns, Ways ways, SipUri uri, Optional<Transport> transport) {
        this.dns = dns;
        this.ways = ways;
        this.uri = uri;
        this.secure = uri.scheme().equals("sips");
        this.wanted = secure ? Optional.of(Transport.TLS) : named(uri).or(() -> transport);
    }

    /**
     * Finds them.
     *
     * @param transport where the URI names none
     */
    static CompletableFuture<ServerSet> of(SipUri uri, Optional<Transport> transport, Dns dns, Ways ways) {
        return new Location(dns, ways, uri, transport).servers();
    }

    private static Optional<Transport> named(SipUri uri) {
        return uri.parameter("transport").flatMap(token -> Stream.of(Transport.values())
                .filter(known -> known.token().equals(token.toLowerCase(Locale.ROOT)))
                .findFirst());
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private CompletableFuture<ServerSet> servers() {
        Optional<InetAddress> numeric = Network.literal(uri.host());
        if (numeric.isPresent()) {
            Transport transport = wanted.orElse(Transport.UDP);
            Flow flow = flow(transport, numeric.get(), port(transport), "");
            return CompletableFuture.completedFuture(
                    new ServerSet(List.of(new Server(0, 0, List.of(flow))), LONGEST, ""));
        }
        return found().thenApply(this::set);
    }

    private CompletableFuture<Found> found() {
        if (uri.port() > 0) {
            return addresses(wanted.orElse(Transport.UDP));
        }
        if (wanted.isPresent()) {
            return services(0, wanted.get(), serviceName(wanted.get()))
                    .thenCompose(services -> orAddresses(services, wanted.get()));
        }
        return dns.ask(uri.host(), Kind.NAPTR).thenCompose(this::byPointers);
    }

    private ServerSet set(Found found) {
        if (!found.servers().isEmpty()) {
            List<Server> first = found.servers().stream()
                    .sorted(Comparator.comparingInt(Server::priority))
                    .limit(MOST_SERVERS)
                    .toList();
            return new ServerSet(first, found.fresh(), "");
        }
        String why = found.trouble()
                .orElse(found.decided() ? uri.host() + " offers no SIP" : uri.host() + " has no address");
        Duration again = least(found.fresh(), LONGEST_NOTHING);
        return ServerSet.none(
                found.trouble().isPresent() || again.compareTo(SHORTEST_NOTHING) < 0 ? SHORTEST_NOTHING : again, why);
    }

    // ---- section 4.1

    private CompletableFuture<Found> byPointers(Answer answer) {
        if (answer.trouble().isPresent()) {
            return trouble(answer);
        }
        List<Pointer> usable = answer.all(Pointer.class).stream()
                .filter(pointer -> pointer.flags().equalsIgnoreCase("s")
                        && transport(pointer.service()).filter(ways::has).isPresent())
                .sorted(Comparator.comparingInt(Pointer::order).thenComparingInt(Pointer::preference))
                .limit(MOST_POINTERS)
                .toList();
        List<CompletableFuture<Found>> asked = new ArrayList<>();
        for (Pointer pointer : usable) {
            asked.add(services(asked.size(), transport(pointer.service()).orElseThrow(), pointer.replacement()));
        }
        if (asked.isEmpty()) {
            for (Transport transport : ways.transports(wanted)) {
                asked.add(services(asked.size(), transport, serviceName(transport)));
            }
        }
        return together(asked)
                .thenApply(found -> new Found(
                        found.servers(), least(found.fresh(), orLongest(answer)), found.decided(), found.trouble()))
                .thenCompose(found -> orAddresses(found, Transport.UDP));
    }

    private static Duration orLongest(Answer answer) {
        return answer.entries().isEmpty() ? LONGEST : answer.fresh();
    }

    private static Optional<Transport> transport(String service) {
        return switch (service.toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Optional.of(Transport.UDP);
            case "SIP+D2T" -> Optional.of(Transport.TCP);
            case "SIPS+D2T" -> Optional.of(Transport.TLS);
            default -> Optional.empty();
        };
    }

    private String serviceName(Transport transport) {
        return switch (transport) {
            case UDP -> "_sip._udp." + uri.host();
            case TCP -> "_sip._tcp." + uri.host();
            case TLS -> "_sips._tcp." + uri.host();
        };
    }

    private static CompletableFuture<Found> together(List<CompletableFuture<Found>> all) {
        CompletableFuture<Found> sum = CompletableFuture.completedFuture(Found.NOTHING);
        for (CompletableFuture<Found> one : all) {
            sum = sum.thenCombine(one, Found::and);
        }
        return sum;
    }

    // ---- section 4.2

    private CompletableFuture<Found> services(int level, Transport transport, String name) {
        return dns.ask(name, Kind.SRV).thenCompose(answer -> {
            if (answer.trouble().isPresent()) {
                return trouble(answer);
            }
            List<Service> services = answer.all(Service.class);
            List<CompletableFuture<Found>> asked = services.stream()
                    .filter(service -> !service.target().isEmpty())
                    .limit(MOST_SERVERS)
                    .map(service -> server(level, transport, service))
                    .toList();
            Found heading =
                    services.isEmpty() ? Found.NOTHING : new Found(List.of(), answer.fresh(), true, Optional.empty());
            return together(asked).thenApply(heading::and);
        });
    }

    private CompletableFuture<Found> server(int level, Transport transport, Service service) {
        return addresses(service.target(), transport, service.port()).thenApply(at -> {
            List<Flow> flows =
                    at.servers().stream().flatMap(one -> one.flows().stream()).toList();
            List<Server> servers = flows.isEmpty()
                    ? List.of()
                    : List.of(new Server(level * LEVEL + service.priority(), service.weight(), flows));
            return new Found(servers, at.fresh(), true, at.trouble());
        });
    }

    /** Where there is no SRV record at all, the host's own addresses; where some say that there is no service, or nobody knows, none. */
    private CompletableFuture<Found> orAddresses(Found services, Transport transport) {
        return services.decided() || services.trouble().isPresent()
                ? CompletableFuture.completedFuture(services)
                : addresses(transport);
    }

    private CompletableFuture<Found> addresses(Transport transport) {
        return addresses(uri.host(), transport, port(transport));
    }

    private CompletableFuture<Found> addresses(String host, Transport transport, int port) {
        List<CompletableFuture<Found>> asked = new ArrayList<>(2);
        if (ways.has(transport, false) || !ways.has(transport)) {
            asked.add(dns.ask(host, Kind.A).thenCompose(answer -> addresses(answer, transport, port)));
        }
        if (ways.has(transport, true)) {
            asked.add(dns.ask(host, Kind.AAAA).thenCompose(answer -> addresses(answer, transport, port)));
        }
        return together(asked).thenApply(both -> {
            List<Flow> flows =
                    both.servers().stream().flatMap(one -> one.flows().stream()).toList();
            // one server, however many addresses: in their order
            return flows.isEmpty()
                    ? both
                    : new Found(List.of(new Server(0, 0, flows)), both.fresh(), both.decided(), Optional.empty());
        });
    }

    private CompletableFuture<Found> addresses(Answer answer, Transport transport, int port) {
        if (answer.trouble().isPresent()) {
            return trouble(answer);
        }
        List<Flow> flows = answer.all(Address.class).stream()
                .map(at -> flow(transport, at.address(), port, uri.host()))
                .toList();
        List<Server> servers = flows.isEmpty() ? List.of() : List.of(new Server(0, 0, flows));
        // that there is none of the other family is no reason to ask the sooner
        return CompletableFuture.completedFuture(
                new Found(servers, flows.isEmpty() ? LONGEST : answer.fresh(), false, Optional.empty()));
    }

    private static CompletableFuture<Found> trouble(Answer answer) {
        return CompletableFuture.completedFuture(new Found(List.of(), LONGEST, false, answer.trouble()));
    }

    private int port(Transport transport) {
        return uri.port() > 0 ? uri.port() : transport.defaultPort();
    }

    /** @param name the domain that was dialled, whatever it leads to (RFC 5922 section 4) */
    private static Flow flow(Transport transport, InetAddress address, int port, String name) {
        String text = address.getHostAddress();
        int zone = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return new Flow(transport, zone < 0 ? text : text.substring(0, zone), port, "", name);
    }
}
