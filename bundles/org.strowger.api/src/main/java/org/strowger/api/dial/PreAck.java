// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at an answer before it is acknowledged: whoever binds media says here that it cannot. Registered as a service; of several the one of
 * the highest ranking is asked.
 */
@ConsumerType
public interface PreAck {
    /** What the hook says. */
    sealed interface Verdict {
        /** The call is established. */
        record Accept() implements Verdict {}

        /** The call is acknowledged and ended, and has failed. */
        record Veto(String why) implements Verdict {}
    }

    /**
     * Called on a thread for which nobody waits, once for each answer, or once more where the dialler is replaced just then. It may block for
     * as long as the dialler is configured to wait, 2 s at the most: then, as where it throws, it counts as a veto and is interrupted.
     */
    Verdict beforeAck(EstablishedLeg leg);
}
