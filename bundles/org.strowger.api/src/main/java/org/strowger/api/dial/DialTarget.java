// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.ReferTo;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * Whom to call, and where.
 *
 * @param uri the Request-URI; with an empty host, a number for whichever role knows it
 * @param signalling {@code host:port} that the INVITE goes to, a proxy or the called party itself; empty for what the URI says
 * @param callerUser who calls, where the request does not say
 * @param callerDisplayName goes with {@code callerUser}
 * @param transport where the URI does not say
 * @param headers further headers that the INVITE is to have, such as Replaces
 */
public record DialTarget(
        SipUri uri,
        String signalling,
        String callerUser,
        String callerDisplayName,
        Optional<Transport> transport,
        List<Header> headers) {
    /** Of the headers that a Refer-To may ask for, those that harm nobody (RFC 3261 section 19.1.5). */
    private static final List<String> HONOURED = List.of("replaces", "referred-by", "subject", "call-info", "join");

    public DialTarget {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(callerUser, "callerUser");
        Objects.requireNonNull(callerDisplayName, "callerDisplayName");
        Objects.requireNonNull(transport, "transport");
        headers = List.copyOf(headers);
        if (!signalling.isEmpty()
                && (signalling.startsWith(":") || signalling.contains("@") || written(signalling) < 0)) {
            throw new IllegalArgumentException("'" + signalling + "' is no host:port");
        }
    }

    /** A URI, by the way that it says. */
    public static DialTarget of(SipUri uri) {
        return new DialTarget(uri, "", "", "", Optional.empty(), List.of());
    }

    /** A URI, by way of an address. */
    public static DialTarget of(SipUri uri, String signalling) {
        return new DialTarget(uri, signalling, "", "", Optional.empty(), List.of());
    }

    /** A number, by the dial plan. */
    public static DialTarget number(String number) {
        return of(SipUri.ours("").withNumber(number));
    }

    /** The same with another transport for a URI that names none. */
    public DialTarget by(Transport other) {
        return new DialTarget(uri, signalling, callerUser, callerDisplayName, Optional.of(other), headers);
    }

    /** The same with a caller. */
    public DialTarget from(String user, String displayName) {
        return new DialTarget(uri, signalling, user, displayName, transport, headers);
    }

    /**
     * Whom a Refer-To names: its URI with all parameters, the way there from its host and port, and the headers that it may ask for.
     *
     * @throws IllegalArgumentException naming what is wrong, also where it wants something else than a call
     */
    public static DialTarget fromReferTo(String value) {
        ReferTo refer = ReferTo.parse(value);
        if (!refer.method().equals("INVITE")) {
            throw new IllegalArgumentException("a Refer-To for " + refer.method() + " is no call");
        }
        SipUri uri = refer.to().uri();
        if (uri.host().isEmpty()) {
            throw new IllegalArgumentException("'" + value + "' names no host to call at");
        }
        List<Header> headers = refer.headers().stream()
                .filter(header -> HONOURED.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
        DialTarget target = of(uri);
        return new DialTarget(
                uri, uri.host() + ":" + target.port(), "", "", Optional.of(target.resolveTransport()), headers);
    }

    /** Whether the dial plan finds the way. */
    public boolean planned() {
        return uri.host().isEmpty() && signalling.isEmpty();
    }

    /**
     * The transport: the URI's, else that of {@code sips}, else the target's own, else UDP. One that the URI names and nobody knows counts
     * as none.
     *
     * @throws IllegalArgumentException for {@code sips} by UDP, which cannot be
     */
    public Transport resolveTransport() {
        boolean sips = uri.scheme().equals("sips");
        Optional<Transport> named = uri.parameter("transport").flatMap(DialTarget::known);
        Transport chosen = named.orElse(sips ? Transport.TLS : transport.orElse(Transport.UDP));
        if (sips && chosen == Transport.UDP) {
            throw new IllegalArgumentException("a sips URI cannot go by udp");
        }
        return sips ? Transport.TLS : chosen;
    }

    private static Optional<Transport> known(String token) {
        for (Transport transport : Transport.values()) {
            if (transport.token().equalsIgnoreCase(token)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }

    /** The host that the INVITE goes to, IPv6 without brackets; empty where the dial plan decides. */
    public String host() {
        String host = signalling.isEmpty() ? uri.host() : signalling.substring(0, portColon(signalling));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port that it goes to, or the transport's own. */
    public int port() {
        int given = signalling.isEmpty() ? uri.port() : written(signalling);
        return given > 0 ? given : resolveTransport().defaultPort();
    }

    /** The port behind a host: 0 for none, less for one that is none. */
    private static int written(String text) {
        int colon = portColon(text);
        if (colon == text.length()) {
            return 0;
        }
        String digits = text.substring(colon + 1);
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        return port < 1 || port > 65535 ? -1 : port;
    }

    private static int portColon(String text) {
        int colon = text.indexOf(':', Math.max(text.indexOf(']'), 0));
        return colon < 0 ? text.length() : colon;
    }
}
