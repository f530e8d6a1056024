// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What to answer to a request. Via, From, To, Call-ID, CSeq and Contact of our own are the SIP bundle's business. */
public record SipReply(Status status, List<Header> headers, Optional<Body> body) {
    public SipReply {
        Objects.requireNonNull(status, "status");
        headers = List.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** A bare status. */
    public static SipReply of(int code) {
        return new SipReply(Status.of(code), List.of(), Optional.empty());
    }

    /** A status with headers. */
    public static SipReply of(int code, Header... headers) {
        return new SipReply(Status.of(code), List.of(headers), Optional.empty());
    }
}
