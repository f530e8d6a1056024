// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.call.Turn;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.DigestAuthenticator.Verdict;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.SipUri;

/** Calls from and to one peer. */
final class PeerRole implements Callin, Callout {
    /** So many of a peer's servers are tried for one call: a caller has no patience for more. */
    private static final int TRIES = 4;

    private final Peer peer;
    private final PeerServers servers;
    private final Desk desk;

    /**
     * What a role asks others for.
     *
     * @param healthy whether a server takes calls, as far as we know
     * @param digest empty while the SIP bundle is away
     * @param random draws among servers of one priority
     */
    record Desk(Predicate<Flow> healthy, Supplier<Optional<DigestAuthenticator>> digest, RandomGenerator random) {}

    /** Whom to call one after the other, or why nobody. */
    record Ways(List<Turn> turns, String why) {}

    PeerRole(Peer peer, PeerServers servers, Desk desk) {
        this.peer = peer;
        this.servers = servers;
        this.desk = desk;
    }

    Peer peer() {
        return peer;
    }

    // ---- calls in

    @Override
    public Claim claim(Offer offer) {
        if (offer.origin().isPresent()) {
            return new Claim.NotMine("the call comes from within");
        }
        if (!peer.enabled()) {
            return new Claim.NotMine("disabled");
        }
        SipRequest request = offer.request();
        Recognition known = peer.known();
        if (known.certificate().isPresent()) {
            return offer.rehearsal() && comesFrom(request.flow()) || known.hasShown(request)
                    ? known(request)
                    : new Claim.NotMine("has not shown the certificate of "
                            + known.certificate().get());
        }
        if (known.digest().isPresent()) {
            return proven(offer);
        }
        return comesFrom(request.flow()) ? known(request) : new Claim.NotMine("does not come from " + peer);
    }

    /** By a password: whoever claims to be the peer has to prove it, and whoever comes from its address has to claim it. */
    private Claim proven(Offer offer) {
        SipRequest request = offer.request();
        boolean claimed = peer.known().isClaimedBy(request);
        if (!claimed && !comesFrom(request.flow())) {
            return new Claim.NotMine("does not say that it is " + peer.role());
        }
        if (offer.rehearsal()) {
            return known(request);
        }
        Optional<DigestAuthenticator> digest = desk.digest().get();
        if (digest.isEmpty()) {
            return new Claim.Refuse(SipReply.of(503), "there is no SIP stack");
        }
        String user = peer.known().digest().orElseThrow().user();
        String password = peer.known().digest().orElseThrow().password();
        String realm = peer.known().realm();
        Verdict verdict = digest.get()
                .verify(
                        request,
                        realm,
                        name -> name.equals(user)
                                ? Optional.of(digest.get().ha1(user, realm, password))
                                : Optional.empty());
        return verdict instanceof Verdict.Challenge challenge
                ? new Claim.Challenge(challenge.headers(), challenge.why())
                : known(request);
    }

    private Claim known(SipRequest request) {
        NameAddr from = request.from();
        String number = peer.numbers().caller().of(from.uri().number());
        return new Claim.Known(
                new Caller(number, from.displayName(), peer.role()),
                peer.capacity().in());
    }

    private boolean comesFrom(Flow flow) {
        if (peer.transport().isPresent() && peer.transport().get() != flow.transport()) {
            return false;
        }
        // A connection that the peer opened comes from any port.
        if (peer.port() > 0 && peer.port() != flow.port() && !flow.transport().reliable()) {
            return false;
        }
        return Network.literal(flow.host()).filter(servers::contain).isPresent();
    }

    // ---- calls out

    @Override
    public Reach reach(Outgoing outgoing) {
        String via = outgoing.destination().via().orElse("");
        boolean named = via.equals(peer.role());
        if (!named && !via.equals(Trunk.ROLE)) {
            return new Reach.NotMine("the route does not name it");
        }
        Ways ways = ways(outgoing);
        if (!ways.turns().isEmpty()) {
            return new Reach.InTurn(ways.turns(), peer.silence());
        }
        // a route that named only the kind leaves it to the next trunk
        return named ? new Reach.Unavailable(SipReply.of(503), ways.why()) : new Reach.NotMine(ways.why());
    }

    /** How it could be reached now. */
    Ways ways(Outgoing outgoing) {
        if (!peer.enabled()) {
            return new Ways(List.of(), "disabled");
        }
        if (!peer.callable()) {
            return new Ways(List.of(), peer + " is no place to call: calls come in from there alone");
        }
        List<Flow> known = servers.order(desk.random());
        if (known.isEmpty()) {
            return new Ways(List.of(), peer.host() + " has no address");
        }
        // what does not work is left alone until it does
        List<Turn> turns = known.stream()
                .filter(desk.healthy())
                .limit(TRIES)
                .map(flow -> new Turn(target(outgoing, flow), peer.capacity().out()))
                .toList();
        return new Ways(turns, turns.isEmpty() ? peer.host() + " does not answer" : "");
    }

    private Target target(Outgoing outgoing, Flow flow) {
        String number = peer.numbers().called().of(outgoing.destination().number());
        String callerNumber = outgoing.destination().callerNumber();
        return new Target(
                peer.uri(flow.transport()).withNumber(number),
                new NameAddr(
                        outgoing.caller().displayName(),
                        SipUri.of("", peer.domain(), 0).withNumber(callerNumber)),
                NameAddr.of(SipUri.of("", peer.uriHost(), 0).withNumber(number)),
                Optional.of(flow),
                List.of(),
                List.of(),
                "",
                peer.credentials());
    }
}
