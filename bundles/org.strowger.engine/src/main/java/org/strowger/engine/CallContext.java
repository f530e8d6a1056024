// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Wire;

/** What the engine gives each of its calls. Called on the call's executor. */
interface CallContext {
    Settings settings();

    Reception reception();

    /** A leg to a target; empty while there is no SIP endpoint. */
    Optional<Leg> invite(Invitation invitation, Offer offer);

    /**
     * A call of its own, as somebody whom a role has vouched for would make it: by the dial plan. It runs on the executor of
     * the call that asks for it.
     *
     * @param addresses of whoever will describe media on it
     * @return our end of it, not started; empty while there is no SIP endpoint
     */
    Optional<Leg> call(Offer by, Facts.Claimed caller, Wanted wanted, LegAddresses addresses);

    /**
     * A wire into another call, in the place of one of its parties, which is hung up.
     *
     * @param number the party's, which both calls must agree on
     * @param addresses of whoever will describe media on it
     * @return our end of it, which ends where it cannot be; empty where there is no such call
     */
    Optional<Leg> join(Offer by, Replaces party, String number, LegAddresses addresses);

    /** A wire to an application at this number; empty while there is no SIP endpoint. */
    Optional<Wire> wire(Offer offer, String number);

    Instant now();

    /** Runs something later on the call's executor. */
    Future<?> later(Offer offer, Duration delay, Runnable task);

    /** The call waits for a role: {@link Call#tryAgain} when one comes. */
    void awaits(Call call);

    /** The call waits no longer. */
    void settled(Call call);

    /** Another engine is about to take over: nothing that takes long is to be begun. */
    boolean closing();

    /** The call is over, or it lies on its leg for the next engine. */
    void gone(Call call);
}
