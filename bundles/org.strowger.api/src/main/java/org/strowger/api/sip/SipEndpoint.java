// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Wire;

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

    /**
     * A wire within the exchange, between an application and whoever carries its call.
     *
     * @param seat the call's id and queue
     * @param addresses of the far end of the call, for whoever describes media on this wire
     * @param party the number that the wire leads to, for an operator
     * @param application the side that an application serves: its listener's code is not the exchange's own
     * @param bound how long that code may take over one event; if it takes longer, the call is ended with 500. See
     *     {@link org.strowger.api.call.CallQueue#within}
     */
    Wire wire(Seat seat, LegAddresses addresses, String party, Leg.Side application, Duration bound);

    /**
     * A wire from one call to another: the one calls by it, and the other hears that as {@code Invited}. What is done to one end the other
     * hears on its own call's executor, and each end is used on its own.
     *
     * @param addresses of the far end of the call that answers, for whoever describes media on this wire
     */
    Wire wire(Seat calling, Seat answering, LegAddresses addresses, String party);

    /**
     * A wire between two calls that are up, answered already: what is done to one end the other hears on its own call's executor, and
     * each end is used on its own.
     *
     * @param calling the call that has the end of side B
     * @param answering the call that has the end of side A
     * @param addresses of both ends, for whoever describes media on them
     */
    Wire link(Seat calling, Seat answering, LegAddresses addresses, String party);

    /**
     * The leg of a dialog that its peer names, as it would in a Replaces header (RFC 3891 section 3); empty where there is none.
     *
     * @param toTag our tag
     * @param fromTag the peer's
     */
    Optional<Leg> find(String sipCallId, String toTag, String fromTag);

    /**
     * The legs that were {@linkplain Leg#leave left} and that nobody has listened to since, network legs and ends of wires:
     * what an engine that was replaced was carrying.
     */
    List<Leg> left();

    /** Every configured listener, those that failed to bind included, by name. */
    List<ListenerInfo> listeners();
}
