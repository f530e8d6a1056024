// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.SipRequest;

/**
 * A call that somebody wants to make: an INVITE and the leg that it came on.
 *
 * @param callId the call's own id, on every log line of it; not a SIP Call-ID
 * @param request the INVITE; its Request-URI's user is the dialled number
 * @param leg leg a, unanswered
 * @param executor the call's serial executor: everything about the call runs on it, in order
 * @param origin the name of the role that originates the call from within the exchange; empty for a call from the network
 * @param rehearsal nobody is calling: the console asks where such a call would go. A role that would challenge answers as
 *     if the credentials had been right
 */
public record Offer(
        String callId, SipRequest request, Leg leg, CallQueue executor, Optional<String> origin, boolean rehearsal) {
    public Offer {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(origin, "origin");
    }
}
