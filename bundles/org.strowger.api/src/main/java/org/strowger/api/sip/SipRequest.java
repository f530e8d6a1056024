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
}
