// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The engine's face: offers come in here, and whoever wants to know about calls asks here. Thread-safe. */
@ProviderType
public interface Switchboard {
    /** Takes a call over: who, where, how, and both legs until the end. Returns at once. */
    void offer(Offer offer);

    /**
     * Makes a call from within. It passes callin, route and callout like any other; the role that originates claims it by
     * {@link Offer#origin}.
     *
     * @return the application's own end: a local leg of side B, not started
     */
    Leg originate(Origination origination);

    /**
     * Makes a call for another, whose caller is to be connected, say: both are one journey in the records.
     *
     * @param other the id of the call that it is made for
     */
    default Leg originate(Origination origination, String other) {
        return originate(origination);
    }

    /**
     * Answers a call that rings, in place of whoever it rings for: it is offered to a role's application too, and the first to answer has it.
     *
     * @param role the name of the role
     * @param ours told, on the call's executor, the application's own end: a local leg of side A, on which {@link LegEvent.Invited} comes
     *     next; empty where the call does not ring, or not any longer. Must not block
     */
    default void pickUp(String callId, String role, Consumer<? super Optional<Leg>> ours) {
        ours.accept(Optional.empty());
    }

    /** The calls that are up, oldest first. */
    List<CallInfo> calls();

    /** Ends a call, both legs, with a cause for its record; false where there is no such call. */
    boolean hangup(String callId, Cause cause);

    /** The roles that are here now, in the order in which they are asked. */
    List<RoleInfo> roles();

    /** What is carried under the name of a {@link Limit}: nothing where no call has come with it. */
    default Load load(String limit) {
        return new Load(limit, 0, 0);
    }

    /**
     * Rehearses a call: the code of a call, with the tables of this moment, and every step written down.
     *
     * @param flow where it would come from; empty for a caller that is taken at its word
     */
    List<Step> explain(String from, String to, Optional<org.strowger.api.sip.Flow> flow);
}
