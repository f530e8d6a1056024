// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.call.Turn;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;
import org.strowger.api.sip.Transport;

/** Calls in and out by one line. */
final class LineRole implements Callin, Callout {
    /** So many servers are tried for one call: a caller has no patience for more. */
    private static final int TRIES = 3;

    private final LineSettings line;
    private final Supplier<LineStatus> status;
    private final Predicate<String> anothers;
    private final Clock clock;

    /** @param anothers whether a number is the account or the number of another line */
    LineRole(LineSettings line, Supplier<LineStatus> status, Predicate<String> anothers, Clock clock) {
        this.line = line;
        this.status = status;
        this.anothers = anothers;
        this.clock = clock;
    }

    @Override
    public Claim claim(Offer offer) {
        if (offer.origin().isPresent()) {
            return new Claim.NotMine("the call comes from within");
        }
        if (!line.enabled()) {
            return new Claim.NotMine("disabled");
        }
        LineStatus now = status.get();
        SipRequest request = offer.request();
        if (!comesFrom(request.flow(), now)) {
            return new Claim.NotMine("does not come from " + line.nextHop().host());
        }
        if (!isFor(request.uri(), now)) {
            return new Claim.NotMine("is for another line");
        }
        NameAddr from = request.from();
        Caller caller = new Caller(from.uri().number(), from.displayName(), line.role());
        return new Claim.Known(caller, line.capacity().in());
    }

    private boolean comesFrom(Flow flow, LineStatus now) {
        Optional<InetAddress> source = Network.literal(flow.host());
        if (source.isEmpty()) {
            return false;
        }
        boolean ours = Stream.concat(now.server().stream(), now.servers().stream())
                .anyMatch(server -> Network.literal(server.host()).equals(source));
        return ours || line.sources().stream().anyMatch(network -> network.contains(source.get()));
    }

    /** A call to our Contact says whose it is; any other is ours unless it is to another line's account or number. */
    private boolean isFor(SipUri uri, LineStatus now) {
        Optional<String> token = uri.parameter("line");
        return token.isPresent() ? token.get().equals(now.token()) : !anothers.test(uri.number());
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        String via = outgoing.destination().via().orElse("");
        boolean named = via.equals(line.role());
        if (!named && !via.equals(SipChannel.ROLE)) {
            return new Reach.NotMine("the route does not name it");
        }
        if (!line.enabled()) {
            return unavailable(named, "disabled", Optional.empty());
        }
        LineStatus now = status.get();
        if (!now.registered(clock.instant()) || now.server().isEmpty()) {
            return unavailable(named, "not registered" + (now.why().isEmpty() ? "" : ": " + now.why()), now.next());
        }
        // where it is registered; the others of its servers only where that one fails
        List<Turn> turns = Stream.concat(now.server().stream(), now.servers().stream())
                .distinct()
                .limit(TRIES)
                .map(server ->
                        new Turn(target(outgoing, now, server), line.capacity().out()))
                .toList();
        return new Reach.InTurn(turns, line.silence());
    }

    /** A route that named only the kind leaves it to the next line. */
    private Reach unavailable(boolean named, String why, Optional<Instant> next) {
        if (!named) {
            return new Reach.NotMine(why);
        }
        List<Header> later = next
                .map(when -> Math.max(1, Duration.between(clock.instant(), when).toSeconds()))
                .map(seconds -> new Header("Retry-After", Long.toString(seconds)))
                .stream()
                .toList();
        return new Reach.Unavailable(new SipReply(Status.of(503), later, Optional.empty()), why);
    }

    private Target target(Outgoing call, LineStatus now, Flow server) {
        String parameters = server.transport() == Transport.UDP
                ? ""
                : ";transport=" + server.transport().token();
        String number = call.destination().number();
        List<String> routes = now.routes().isEmpty()
                ? line.proxy().map(Registering::route).stream().toList()
                : now.routes();
        return new Target(
                new SipUri("sip", "", line.domain(), 0, parameters).withNumber(number),
                line.callerIdentity().from(line, call),
                NameAddr.of(SipUri.of("", line.domain(), 0).withNumber(number)),
                Optional.of(server),
                routes,
                line.callerIdentity().headers(line, call),
                SipUri.ours("").withNumber(line.user()).user(),
                Optional.of(line.credentials()));
    }
}
