// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Seat;

/** The SIP bundle's face to the rest of the exchange: it sends INVITEs and knows its listeners. Thread-safe. */
@ProviderType
public interface SipEndpoint {
    /**
     * Calls out. The INVITE leaves when {@link Leg#start} is called on the leg; whatever goes wrong from here on arrives as
     * that leg's {@code Ended} event, not as an exception.
     *
     * @param executor the call's serial executor: every event of the leg is delivered on it, in order
     * @return a leg of side B that has sent nothing yet
     */
    Leg invite(Invitation invitation, Executor executor);

    /** An id and a queue for a call that begins within the exchange: what an offer from the network brings along. */
    Seat seat();

    /** Every configured listener, those that failed to bind included, by name. */
    List<ListenerInfo> listeners();
}
