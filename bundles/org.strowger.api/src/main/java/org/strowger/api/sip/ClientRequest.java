// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that begins no dialog, to be sent by a {@link SipClient}: REGISTER, OPTIONS, MESSAGE. Via, tags and Max-Forwards are the SIP
 * bundle's business.
 *
 * @param uri the Request-URI, sent to the letter
 * @param from with an empty host, at our own address
 * @param to with an empty host, at the peer's address
 * @param cseq the number of the first request; one that answers a challenge has the next
 * @param flow the way there
 * @param routes Route header values in order
 * @param contact our Contact, whose user and parameters are taken and whose host, port and transport are those of the listener that the
 *     request leaves by; empty for none
 * @param credentials to answer challenges with; without them a challenge is the final answer
 * @param headers further headers
 */
public record ClientRequest(
        String method,
        SipUri uri,
        NameAddr from,
        NameAddr to,
        String callId,
        long cseq,
        Flow flow,
        List<String> routes,
        Optional<SipUri> contact,
        Optional<Credentials> credentials,
        List<Header> headers) {
    public ClientRequest {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(credentials, "credentials");
        routes = List.copyOf(routes);
        headers = List.copyOf(headers);
        if (method.equals("INVITE") || method.equals("ACK") || method.equals("CANCEL")) {
            throw new IllegalArgumentException(method + " belongs to a leg");
        }
        if (cseq < 1 || cseq > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("CSeq " + cseq + " is not between 1 and 2**31-1");
        }
    }
}
