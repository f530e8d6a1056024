// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Calls from and to one peer. */
final class PeerRole implements Callin, Callout {
    private final Peer peer;
    private final PeerAddresses addresses;
    private final Predicate<InetAddress> healthy;

    /** @param healthy whether an address takes calls, as far as we know */
    PeerRole(Peer peer, PeerAddresses addresses, Predicate<InetAddress> healthy) {
        this.peer = peer;
        this.addresses = addresses;
        this.healthy = healthy;
    }

    @Override
    public Claim claim(Offer offer) {
        if (offer.origin().isPresent()) {
            return new Claim.NotMine("the call comes from within");
        }
        if (!peer.enabled()) {
            return new Claim.NotMine("disabled");
        }
        Flow flow = offer.request().flow();
        if (!from(flow)) {
            return new Claim.NotMine("does not come from " + peer);
        }
        NameAddr from = offer.request().from();
        return new Claim.Known(new Caller(from.uri().number(), from.displayName(), peer.role()));
    }

    private boolean from(Flow flow) {
        if (peer.transport().isPresent() && peer.transport().get() != flow.transport()) {
            return false;
        }
        // A connection that the peer opened comes from any port.
        if (peer.port() > 0 && peer.port() != flow.port() && !flow.transport().reliable()) {
            return false;
        }
        return Network.literal(flow.host()).filter(addresses::contain).isPresent();
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        String via = outgoing.destination().via().orElse("");
        boolean named = via.equals(peer.role());
        if (!named && !via.equals(Trunk.ROLE)) {
            return new Reach.NotMine("the route does not name it");
        }
        if (!peer.enabled()) {
            return unavailable(named, "disabled");
        }
        List<InetAddress> known = addresses.all();
        if (known.isEmpty()) {
            return unavailable(
                    named,
                    peer.network().isPresent()
                            ? peer.host() + " is a network: calls come in from it and cannot go out to it"
                            : peer.host() + " has no address");
        }
        // what works is found in the order of the name server; what does not is left alone until it does
        Optional<InetAddress> address = known.stream().filter(healthy).findFirst();
        if (address.isEmpty()) {
            return unavailable(named, peer.host() + " does not answer");
        }
        return new Reach.Targets(List.of(target(outgoing, address.get())));
    }

    /** A route that named only the kind leaves it to the next trunk. */
    private static Reach unavailable(boolean named, String why) {
        return named ? new Reach.Unavailable(SipReply.of(503), why) : new Reach.NotMine(why);
    }

    private Target target(Outgoing outgoing, InetAddress address) {
        Transport transport = peer.outward();
        String parameters = transport == Transport.UDP ? "" : ";transport=" + transport.token();
        String host = peer.uriHost();
        String number = outgoing.destination().number();
        String callerNumber = outgoing.destination().callerNumber();
        return new Target(
                new SipUri("sip", "", host, peer.port(), parameters).withNumber(number),
                new NameAddr(
                        outgoing.caller().displayName(),
                        SipUri.of("", peer.domain(), 0).withNumber(callerNumber)),
                NameAddr.of(SipUri.of("", host, 0).withNumber(number)),
                Optional.of(peer.flow(address)),
                List.of(),
                List.of());
    }
}
