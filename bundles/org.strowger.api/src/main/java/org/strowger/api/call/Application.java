// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/** What a role does with a call that it takes itself: an auto-attendant, an echo test. */
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
}
