// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.ContentTypeHeader;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * What we write ourselves, put together from its parts. The stack's factories would write each out as text and read that as if it
 * were a peer's. What comes from elsewhere and is not plain is still read by them, for it may be no SIP at all.
 */
final class Written {
    /** What may stand in a user, host or tag as it is, and stands for nothing else there. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "-_.+*!~".indexOf(c) >= 0;
        }
    }

    private Written() {}

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
        }
        return true;
    }

    static URI uri(SipUri uri) throws ParseException {
        boolean simple = uri.parameters().isEmpty()
                && !uri.scheme().equals("tel")
                && !uri.host().isEmpty()
                && plain(uri.user())
                && plain(uri.host());
        if (!simple) {
            return Messages.ADDRESSES.createURI(uri.toString());
        }
        gov.nist.javax.sip.address.SipUri written = sip(uri.user(), uri.host(), uri.port());
        written.setScheme(uri.scheme());
        return written;
    }

    private static gov.nist.javax.sip.address.SipUri sip(String user, String host, int port) throws ParseException {
        gov.nist.javax.sip.address.SipUri uri = new gov.nist.javax.sip.address.SipUri();
        if (!user.isEmpty()) {
            uri.setUser(user);
        }
        uri.setHost(host);
        if (port > 0) {
            uri.setPort(port);
        }
        return uri;
    }

    static Address address(URI uri) {
        AddressImpl address = new AddressImpl();
        address.setURI(uri);
        return address;
    }

    /** Our Contact at a port, as a peer is to see it: with the transport where it is not UDP (RFC 3261 section 8.1.1.8). */
    static Contact contact(Port port, String user, String peer, boolean sips) throws ParseException {
        URI uri;
        if (plain(user) && !sips) {
            gov.nist.javax.sip.address.SipUri own =
                    sip(user, Messages.bracketed(port.advertisedTo(peer)), port.portNumber());
            if (port.transport() != Transport.UDP) {
                own.setTransportParam(port.transport().token());
            }
            uri = own;
        } else {
            uri = Messages.ADDRESSES.createURI(port.contact(user, peer, sips));
        }
        Contact contact = new Contact();
        contact.setAddress(address(uri));
        return contact;
    }

    /** @param tag one of ours, or one that the stack has read */
    static From from(Address address, String tag) {
        From from = new From();
        from.setAddress(address);
        from.getParameters().set("tag", tag);
        return from;
    }

    /** @param tag one that the stack has read; null for none */
    static To to(Address address, String tag) {
        To to = new To();
        to.setAddress(address);
        if (tag != null) {
            to.getParameters().set("tag", tag);
        }
        return to;
    }

    static CallID callId(String id) throws ParseException {
        CallID header = new CallID();
        header.setCallId(id);
        return header;
    }

    /** A Via with a branch of its own, by which the stack finds the request's transaction. */
    static Via via(Port port, String advertised) throws ParseException {
        try {
            Via via = new Via();
            via.setHost(Messages.bracketed(advertised));
            via.setPort(port.portNumber());
            via.setTransport(port.transport().name());
            via.getParameters().set("rport", null);
            via.getParameters().set("branch", Ids.branch());
            return via;
        } catch (InvalidArgumentException impossible) {
            throw Messages.unusable(impossible);
        }
    }

    static ContentTypeHeader contentType(String text) throws ParseException {
        return text.equals("application/sdp")
                ? new ContentType("application", "sdp")
                : (ContentTypeHeader) Messages.HEADERS.createHeader("Content-Type", text);
    }
}
