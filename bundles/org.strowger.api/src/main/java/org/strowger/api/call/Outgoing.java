// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.SipRequest;

/**
 * A call on its way out, for a callout to say how.
 *
 * @param caller whom the callin vouched for
 * @param callerRole the name of the role that brought the call in
 * @param destination where the route sends it
 * @param request the INVITE of leg a, for headers that a role passes on
 */
public record Outgoing(Caller caller, String callerRole, Destination destination, SipRequest request) {
    public Outgoing {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(callerRole, "callerRole");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(request, "request");
    }
}
