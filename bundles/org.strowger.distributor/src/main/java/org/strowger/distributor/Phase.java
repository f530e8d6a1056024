// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

/** What the caller is doing. */
enum Phase {
    /** Asks to be let in; not answered yet. */
    ASKING,
    /** Is in the queue, or talks to an agent: the floor knows. */
    QUEUED,
    /** Is being sent elsewhere by a key, and will come back if nobody is there. */
    WANDERING,
    /** Is being sent elsewhere for good. */
    LEAVING,
    /** Talks to somebody elsewhere. */
    GONE,
    /** Hears the last words. */
    SHOWN_OUT
}
