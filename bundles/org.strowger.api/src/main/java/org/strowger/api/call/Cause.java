// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

/**
 * Why a leg ended: who ended it, and how that is said in SIP.
 *
 * @param by who ended it
 * @param status 200 for a BYE, 487 for a CANCEL, else the final status that was given or shall be given
 * @param headers what goes along: Reason (RFC 3326), Retry-After, challenges
 */
public record Cause(By by, Status status, List<Header> headers) {
    /** Who ended a leg. */
    public enum By {
        /** The party at the far end of the leg. */
        PEER,
        /** The exchange, because of the call's other leg, a role or an operator. */
        US,
        /** A clock: nobody answered, or an answer did not come in time. */
        TIMER,
        /** The network, or a fault of ours. */
        FAULT
    }

    public Cause {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(status, "status");
        headers = List.copyOf(headers);
    }

    /** A cause with a standard status and perhaps headers. */
    public static Cause of(By by, int code, Header... headers) {
        return new Cause(by, Status.of(code), List.of(headers));
    }
}
