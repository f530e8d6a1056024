// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.ReleaseReferencesStrategy;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;

/** Between the stack's messages and our values. Every conversion of the bundle is here. */
final class Messages {
    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    static final HeaderFactory HEADERS = new HeaderFactoryImpl();
    static final AddressFactory ADDRESSES = new AddressFactoryImpl();

    /** What a dialog of ours takes, RFC 3261 section 20.5. */
    static final String ALLOW = "INVITE,ACK,CANCEL,BYE,OPTIONS,INFO,UPDATE,REFER,REGISTER";

    static final String PRODUCT = "Strowger";

    /** The option tags that we know. */
    private static final Set<String> EXTENSIONS = Set.of("timer", "replaces");

    /** What belongs to one hop or one dialog, and is written by us on each leg: never passed from one to the other. */
    private static final Set<String> OURS = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "content-length",
            "content-type",
            "max-forwards",
            "route",
            "record-route",
            "allow",
            "supported",
            "require",
            "server",
            "user-agent");

    /** What the exchange says itself and the stack never asks for: to parse it would only be to write it again as it is. */
    private static final Set<String> AS_WRITTEN =
            Set.of("Allow", "Date", "User-Agent", "WWW-Authenticate", "Supported", "Session-Expires", "Min-SE");

    private Messages() {}

    /** A header's value as it stands on the wire, without its name. */
    static String value(Header header) {
        String line = ((SIPHeader) header).encode();
        return line.substring(line.indexOf(':') + 1).trim();
    }

    /** @throws IllegalArgumentException when the URI is of a scheme that we do not serve */
    static NameAddr nameAddr(Address address) {
        String display = address.getDisplayName();
        return new NameAddr(
                display == null ? "" : unquoted(display),
                SipUri.parse(address.getURI().toString()));
    }

    private static String unquoted(String display) {
        String text = display.trim();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\(.)", "$1");
    }

    /** An address for a From or To header. */
    static Address address(NameAddr nameAddr) throws ParseException {
        Address address = Written.address(Written.uri(nameAddr.uri()));
        if (!nameAddr.displayName().isEmpty()) {
            address.setDisplayName(nameAddr.displayName().replace("\\", "\\\\").replace("\"", "\\\""));
        }
        return address;
    }

    static Optional<Body> body(SIPMessage message) {
        byte[] bytes = message.getRawContent();
        if (bytes == null || bytes.length == 0) {
            return Optional.empty();
        }
        ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
        return Optional.of(new Body(type == null ? "application/octet-stream" : value(type), bytes));
    }

    static void setBody(SIPMessage message, Optional<Body> body) throws ParseException {
        if (body.isPresent()) {
            message.setContent(
                    body.get().bytes(), Written.contentType(body.get().contentType()));
        }
    }

    static void add(SIPMessage message, List<org.strowger.api.sip.Header> headers) throws ParseException {
        for (org.strowger.api.sip.Header header : headers) {
            message.addHeader(parsed(header.name(), header.value()));
        }
    }

    /** For an answer that must go out: leaves out what cannot be written. */
    static void addUsable(SIPMessage message, List<org.strowger.api.sip.Header> headers) {
        for (org.strowger.api.sip.Header header : headers) {
            try {
                message.addHeader(parsed(header.name(), header.value()));
            } catch (ParseException unusable) {
                log.warn("header {} left out of a {}: {}", header, message.getFirstLine(), unusable.getMessage());
            }
        }
    }

    /** A header from its text, a list where the header is one: the factory's own method takes no list. */
    private static Header parsed(String name, String value) throws ParseException {
        if (AS_WRITTEN.contains(name)) {
            ExtensionHeaderImpl header = new ExtensionHeaderImpl(name);
            header.setValue(value);
            return header;
        }
        return ParserFactory.createParser(name + ": " + value + "\n").parse();
    }

    static org.strowger.api.sip.Header header(Header header) {
        return new org.strowger.api.sip.Header(header.getName(), value(header));
    }

    /** Every value of one header, such as Reason, as our values. */
    static List<org.strowger.api.sip.Header> headers(SIPMessage message, String... names) {
        List<org.strowger.api.sip.Header> found = List.of();
        for (String name : names) {
            Iterator<?> each = message.getHeaders(name);
            while (each.hasNext()) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(2);
                }
                found.add(header((Header) each.next()));
            }
        }
        return found;
    }

    /** For a 420: of a Require header what we do not do (RFC 3261 section 8.2.2.3). */
    static Optional<org.strowger.api.sip.Header> unsupported(SIPMessage request) {
        String required = headers(request, "Require").stream()
                .flatMap(header -> List.of(header.value().split(",")).stream())
                .map(String::strip)
                .filter(tag -> !EXTENSIONS.contains(tag.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return required.isEmpty()
                ? Optional.empty()
                : Optional.of(new org.strowger.api.sip.Header("Unsupported", required));
    }

    /** The headers that may pass from one leg to the other. */
    static List<org.strowger.api.sip.Header> passable(SIPMessage message) {
        List<org.strowger.api.sip.Header> passed = new ArrayList<>();
        Iterator<String> names = message.getHeaderNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                passed.addAll(headers(message, name));
            }
        }
        return passed;
    }

    /** Of a cause's headers those that a BYE or CANCEL may carry (RFC 3326). */
    static List<org.strowger.api.sip.Header> reasons(Cause cause) {
        return cause.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Reason"))
                .toList();
    }

    static SipReply reply(SIPResponse response) {
        String phrase = response.getReasonPhrase();
        return new SipReply(
                new Status(response.getStatusCode(), phrase == null ? "" : phrase), passable(response), body(response));
    }

    /** A response with our To tag, where the request has none and the status is not 100. */
    static SIPResponse response(SIPRequest request, Status status, String tag) throws ParseException {
        SIPResponse response = Answer.to(request, status.code(), status.phrase());
        To to = (To) response.getTo();
        if (to.getTag() == null && status.code() > 100) {
            to.getParameters().set("tag", tag);
        }
        return response;
    }

    /** A bug or a value of ours that the stack refuses: never a peer's doing. */
    static IllegalArgumentException unusable(Exception cause) {
        return new IllegalArgumentException("cannot be written as SIP: " + cause.getMessage(), cause);
    }

    /** A host as it stands in a URI or Via: IPv6 within brackets. */
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /**
     * Sends an answer. Of a request that has its final answer only that is kept, as it was sent, for when the request comes again: left
     * to itself the stack writes the request out, and parses it twice when it forgets the transaction. Not so the INVITE that is
     * refused, which an ACK follows.
     */
    static void send(SIPServerTransaction transaction, SIPResponse response) throws SipException {
        int code = response.getStatusCode();
        if (code >= 200 && (code < 300 || !response.getCSeq().getMethod().equals("INVITE"))) {
            transaction.setReleaseReferencesStrategy(ReleaseReferencesStrategy.Aggressive);
        }
        transaction.sendResponse(response);
    }
}
