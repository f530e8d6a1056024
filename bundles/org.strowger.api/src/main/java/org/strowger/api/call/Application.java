// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a role does with a call that it takes itself: an auto-attendant, an echo test. It may also be registered as a service, with
 * the property {@link Callin#ROLE}: then its calls outlive its bundle. See {@link #resumed}.
 */
@ConsumerType
public interface Application {
    /**
     * A call has come. The application listens to the leg, rings or not, and answers or hangs up, now or later. Called on the
     * call's executor; must not block. An exception ends the call with 500.
     *
     * @param leg the application's own end of the call: a local leg of side A
     * @param offer the call; its body is the caller's session description
     */
    void invited(Leg leg, Offer offer);

    /**
     * A call goes on that an earlier version of the application, or this one before its configuration changed, has
     * {@linkplain Leg#leave left}; what it {@linkplain Leg#memory remembered} is on the leg. The application listens to the
     * leg and goes on, or hangs up. Only an application that is registered as a service, with the property
     * {@link Callin#ROLE}, is given such legs. Called on the call's executor; must not block.
     *
     * @param leg the application's own end of the call, of side A or, where it called, of side B
     */
    default void resumed(Leg leg) {
        leg.hangup(Cause.of(Cause.By.US, 503));
    }
}
