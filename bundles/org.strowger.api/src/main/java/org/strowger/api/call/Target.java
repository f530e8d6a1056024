// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;

/**
 * One place to send an INVITE to.
 *
 * @param uri the Request-URI, sent to the letter
 * @param from who calls, as this peer shall see it; with an empty host, at our own address
 * @param to whom; with an empty host, at the peer's address
 * @param flow the way there; empty to follow {@code routes} or the URI
 * @param routes Route header values in order, a phone's Path for one (RFC 3327)
 * @param headers further headers of the INVITE: identity, diversion
 * @param contactUser the user of our Contact there; empty for the one in {@code from}
 * @param credentials to answer the peer's challenges with; without them a challenge is a refusal
 * @param quirks how the peer departs from RFC 3261
 */
public record Target(
        SipUri uri,
        NameAddr from,
        NameAddr to,
        Optional<Flow> flow,
        List<String> routes,
        List<Header> headers,
        String contactUser,
        Optional<Credentials> credentials,
        Quirks quirks) {
    /**
     * What is borne with a peer, and not with others.
     *
     * @param adoptsCallId whether the dialog has the Call-ID of its 2xx, where that is not the INVITE's (against RFC 3261 section 8.2.6.2)
     * @param cancelGrace after which a CANCEL goes out even where no provisional answer came (against section 9.1); empty for never
     */
    public record Quirks(boolean adoptsCallId, Optional<Duration> cancelGrace) {
        /** A peer like any other. */
        public static final Quirks NONE = new Quirks(false, Optional.empty());

        public Quirks {
            Objects.requireNonNull(cancelGrace, "cancelGrace");
        }
    }

    public Target {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(flow, "flow");
        routes = List.copyOf(routes);
        headers = List.copyOf(headers);
        Objects.requireNonNull(contactUser, "contactUser");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(quirks, "quirks");
    }

    /** A target without quirks. */
    public Target(
            SipUri uri,
            NameAddr from,
            NameAddr to,
            Optional<Flow> flow,
            List<String> routes,
            List<Header> headers,
            String contactUser,
            Optional<Credentials> credentials) {
        this(uri, from, to, flow, routes, headers, contactUser, credentials, Quirks.NONE);
    }

    /** A target that asks us for no credentials. */
    public Target(
            SipUri uri, NameAddr from, NameAddr to, Optional<Flow> flow, List<String> routes, List<Header> headers) {
        this(uri, from, to, flow, routes, headers, "", Optional.empty());
    }
}
