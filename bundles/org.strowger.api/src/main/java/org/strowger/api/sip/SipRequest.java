// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A request as it came in, read only. It is a view on the parsed message, cheap to hand round: read what you need while you
 * answer and keep values, not the request. May be read on any thread.
 */
@ProviderType
public interface SipRequest {
    String method();

    /** The Request-URI: its user is the dialled number. */
    SipUri uri();

    NameAddr from();

    NameAddr to();

    String callId();

    /** The number of the CSeq. */
    long cseq();

    /** Max-Forwards, or 70 where the request has none. */
    int maxForwards();

    /** The first value of a header, its name matched in any case, long or compact form. */
    Optional<String> header(String name);

    /** Every value of a header in order; one element for each, also where commas join them on one line. */
    List<String> headers(String name);

    Optional<Body> body();

    /** Where it came from. */
    Flow flow();

    /**
     * Whose the certificate is that the peer has shown on the connection that this came by, and that an authority of the listener's vouches
     * for: its SIP domains, or else its DNS names, addresses, or where it has none of these the common name of its subject (RFC 5922 section
     * 7.1). Empty where there is none.
     */
    default List<String> certified() {
        return List.of();
    }
}
