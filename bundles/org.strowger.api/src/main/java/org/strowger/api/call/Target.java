// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

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
 */
public record Target(
        SipUri uri,
        NameAddr from,
        NameAddr to,
        Optional<Flow> flow,
        List<String> routes,
        List<Header> headers,
        String contactUser,
        Optional<Credentials> credentials) {
    public Target {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(flow, "flow");
        routes = List.copyOf(routes);
        headers = List.copyOf(headers);
        Objects.requireNonNull(contactUser, "contactUser");
        Objects.requireNonNull(credentials, "credentials");
    }

    /** A target that asks us for no credentials. */
    public Target(
            SipUri uri, NameAddr from, NameAddr to, Optional<Flow> flow, List<String> routes, List<Header> headers) {
        this(uri, from, to, flow, routes, headers, "", Optional.empty());
    }
}
