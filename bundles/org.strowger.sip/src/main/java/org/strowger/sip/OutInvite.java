// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.header.CSeq;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Hop;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;

/** Writes the INVITE of leg b (RFC 3261 section 13.2.1). */
final class OutInvite {
    private static final List<Header> OURS =
            List.of(new Header("Allow", Messages.ALLOW), new Header("User-Agent", Messages.PRODUCT));

    private OutInvite() {}

    static OutRequest of(Invitation invitation, Dialog.Peer peer, String tag, String callId, Optional<Body> offer)
            throws ParseException {
        Target target = invitation.target();
        String peerHost = peer.flow().host();
        Port port = peer.port();
        String ours = Messages.bracketed(port.advertisedTo(peerHost));
        OutRequest invite;
        try {
            invite = new OutRequest(
                    "INVITE",
                    Written.uri(target.uri()),
                    Written.via(port, port.advertisedTo(peerHost)),
                    invitation.maxForwards());
            for (String route : target.routes()) {
                invite.addHeader(Messages.HEADERS.createHeader("Route", route));
            }
            NameAddr from = hosted(target.from(), ours);
            NameAddr to = hosted(
                    target.to(),
                    target.uri().host().isEmpty() ? ours : target.uri().host());
            invite.identify(
                    Written.from(Messages.address(from), tag),
                    Written.to(Messages.address(to), null),
                    Written.callId(callId),
                    new CSeq(1, "INVITE"));
            invite.put(Written.contact(
                    port, contactUser(target), peerHost, target.uri().scheme().equals("sips")));
            Messages.add(invite, OURS);
            Messages.add(invite, target.headers());
            Messages.setBody(invite, offer);
        } catch (InvalidArgumentException unusable) {
            throw Messages.unusable(unusable);
        }
        Hop hop = Hops.of(peer.flow());
        HopRouter.direct(invite, new Way(hop, port, peer.flow().name()));
        return invite;
    }

    /** The user of our Contact. */
    static String contactUser(Target target) {
        return target.contactUser().isEmpty() ? target.from().uri().user() : target.contactUser();
    }

    /** Fills in the host that a role left open. */
    static NameAddr hosted(NameAddr given, String host) {
        SipUri uri = given.uri();
        if (!uri.host().isEmpty() || uri.scheme().equals("tel")) {
            return given;
        }
        return new NameAddr(
                given.displayName(), new SipUri(uri.scheme(), uri.user(), host, uri.port(), uri.parameters()));
    }
}
