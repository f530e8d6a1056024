// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.RouteHeader;
import org.strowger.api.call.LegInfo;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipUri;

/**
 * The state of one dialog (RFC 3261 section 12): what every request within it is made from. Confined to its call's executor.
 */
final class Dialog {
    private final Ports ports;
    private final Port port;
    private final Flow flow;
    private final boolean natted;
    private final String callId;
    private final Address local;
    private final String localTag;
    private final Address remote;
    private final String remoteTag;
    private final List<Address> routes;
    private final String contactUser;
    private final long invited;
    private final boolean sips;
    private SipUri remoteTarget;
    private long localSeq;
    private long remoteSeq;

    private Dialog(Peer peer, String callId, End us, End them, List<Address> routes, SipUri remoteTarget) {
        this.ports = peer.ports;
        this.port = peer.port;
        this.flow = peer.flow;
        this.natted = peer.natted;
        this.callId = callId;
        this.local = us.address;
        this.localTag = us.tag;
        this.remote = them.address;
        this.remoteTag = them.tag;
        this.localSeq = us.cseq;
        this.invited = us.cseq;
        this.remoteSeq = them.cseq;
        this.routes = routes;
        this.remoteTarget = remoteTarget;
        this.contactUser = us.user;
        this.sips = us.sips;
    }

    /**
     * How the peer is reached.
     *
     * @param port our listener towards it
     * @param flow where its packets come from
     * @param natted whether only that works, whatever its Contact says
     */
    record Peer(Ports ports, Port port, Flow flow, boolean natted) {}

    private record End(Address address, String tag, long cseq, String user, boolean sips) {}

    /** The dialog of an INVITE that we answer (section 12.1.1). */
    static Dialog answering(SIPRequest invite, String localTag, String user, Peer peer) {
        End us = new End(invite.getTo().getAddress(), localTag, 0, user, isSips(invite));
        End them = new End(
                invite.getFrom().getAddress(),
                invite.getFrom().getTag(),
                invite.getCSeq().getSeqNumber(),
                "",
                false);
        ContactHeader contact = (ContactHeader) invite.getHeader(ContactHeader.NAME);
        List<Address> routes = recordRoutes(invite.getHeaders("Record-Route"));
        return new Dialog(peer, invite.getCallId().getCallId(), us, them, routes, target(contact, peer.flow));
    }

    /** The dialog that a response to our INVITE makes (section 12.1.2). */
    static Dialog calling(SIPRequest invite, SIPResponse response, String user, Peer peer) {
        return calling(invite.getCallId().getCallId(), invite, response, user, peer);
    }

    /** The same, under a Call-ID that the peer has put in the place of ours. */
    static Dialog calling(String callId, SIPRequest invite, SIPResponse response, String user, Peer peer) {
        End us = new End(
                invite.getFrom().getAddress(),
                invite.getFrom().getTag(),
                invite.getCSeq().getSeqNumber(),
                user,
                isSips(invite));
        End them = new End(response.getTo().getAddress(), response.getTo().getTag(), -1, "", false);
        List<Address> routes = recordRoutes(response.getHeaders("Record-Route"));
        Collections.reverse(routes);
        ContactHeader contact = (ContactHeader) response.getHeader(ContactHeader.NAME);
        return new Dialog(peer, callId, us, them, routes, target(contact, peer.flow));
    }

    /** Whether every hop is to be secure, and our Contact with them (RFC 3261 sections 8.1.1.8 and 12.1.1). */
    private static boolean isSips(SIPRequest invite) {
        return invite.getRequestURI().getScheme().equals("sips");
    }

    private static List<Address> recordRoutes(Iterator<?> headers) {
        List<Address> routes = new ArrayList<>(2);
        while (headers.hasNext()) {
            Address route = ((RecordRouteHeader) headers.next()).getAddress();
            if (route.getURI() instanceof SipURI) {
                routes.add(route);
            }
        }
        return routes;
    }

    /** A peer that gave no Contact, or none that a request could be sent to, can only be where its packets come from. */
    private static SipUri target(ContactHeader contact, Flow flow) {
        if (contact != null && !contact.isWildCard() && contact.getAddress().getURI() instanceof SipURI uri) {
            return SipUri.parse(uri.toString());
        }
        return SipUri.of("", Messages.bracketed(flow.host()), flow.port());
    }

    Port port() {
        return port;
    }

    Flow flow() {
        return flow;
    }

    String remoteTag() {
        return remoteTag;
    }

    /** A leg with what its dialog is known by. Any thread. */
    LegInfo told(LegInfo leg) {
        String from = local + ";tag=" + localTag;
        String to = remoteTag == null ? remote.toString() : remote + ";tag=" + remoteTag;
        return new LegInfo(leg.side(), leg.state(), leg.peer(), leg.party(), leg.sipCallId(), from, to, invited);
    }

    /** Takes the sequence number of a request that came in; false when it is older than one seen before (section 12.2.2). */
    boolean accept(long cseq) {
        if (cseq < remoteSeq) {
            return false;
        }
        remoteSeq = cseq;
        return true;
    }

    /** A target refresh: the peer's Contact in a re-INVITE or UPDATE, or in the 2xx to ours (section 12.2). */
    void refresh(ContactHeader contact) {
        if (contact != null && contact.getAddress() != null) {
            remoteTarget = target(contact, flow);
        }
    }

    /** Our Contact within this dialog. */
    ContactHeader contact() {
        try {
            return Written.contact(port, contactUser, flow.host(), sips);
        } catch (ParseException bug) {
            throw Messages.unusable(bug);
        }
    }

    /** The next request of ours. */
    SIPRequest request(String method) {
        return make(method, ++localSeq);
    }

    /** The ACK of a 2xx: its own transaction, the CSeq number of the INVITE (section 13.2.2.4). */
    SIPRequest ack(long cseq) {
        return make("ACK", cseq);
    }

    private SIPRequest make(String method, long cseq) {
        try {
            List<Address> route = routes;
            SipUri uri = remoteTarget;
            if (!routes.isEmpty() && !isLoose(routes.get(0))) {
                // a strict router wants itself in the Request-URI and the target last, section 12.2.1.1
                route = new ArrayList<>(routes.subList(1, routes.size()));
                route.add(Written.address(Written.uri(remoteTarget)));
                uri = SipUri.parse(routes.get(0).getURI().toString());
            }
            Way way = way();
            Via via = Written.via(way.port(), way.port().advertisedTo(flow.host()));
            OutRequest request = new OutRequest(method, Written.uri(uri), via);
            request.identify(
                    Written.from(local, localTag),
                    Written.to(remote, remoteTag),
                    Written.callId(callId),
                    new CSeq(cseq, method));
            for (Address hop : route) {
                request.addHeader(route(hop));
            }
            HopRouter.direct(request, way);
            return request;
        } catch (ParseException | InvalidArgumentException bug) {
            throw Messages.unusable(bug);
        }
    }

    private static boolean isLoose(Address route) {
        return route.getURI() instanceof SipURI uri && uri.hasLrParam();
    }

    private static RouteHeader route(Address hop) {
        return Messages.HEADERS.createRouteHeader(hop);
    }

    private Way way() {
        SipUri next = routes.isEmpty()
                ? remoteTarget
                : SipUri.parse(routes.get(0).getURI().toString());
        return Way.to(Hops.choose(next, flow, natted && routes.isEmpty()), ports, port)
                .along(flow);
    }
}
