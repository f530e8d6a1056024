// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.Optional;
import org.strowger.api.media.Sound;

/** What the floor has done by those who have legs and ports. Told in order, on the floor's thread; nothing may come back at once. */
interface Stage {
    /** Why a caller is to leave the queue. */
    enum Way {
        /** Has waited for as long as one may. */
        LATE("has waited too long"),
        /** Nobody is there to answer. */
        EMPTY("is left alone"),
        /** The agent has hung up. */
        OVER("has been served");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** An agent is to be called. */
    void ring(Waiter waiter, Ring ring);

    /**
     * A call to an agent is to end, whatever has become of it.
     *
     * @param elsewhere whether somebody else has answered
     */
    void stop(Ring ring, boolean elsewhere);

    /**
     * The two may talk.
     *
     * @param again whether they did with an earlier version
     */
    void connect(Waiter waiter, Ring ring, boolean again);

    /** The caller is in the queue no more. */
    void release(Waiter waiter, Way way);

    /** @param estimate of the wait; empty where nothing is known */
    void tell(Waiter waiter, int position, Optional<Duration> estimate);

    void entertain(Waiter waiter, Sound sound);
}
