// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A role that takes calls out: it answers <em>how is this destination reached?</em> Registered as a service; the engine asks
 * the role that the route names, or else every callout by {@code service.ranking}, highest first, and the first that does not
 * say {@link Reach.NotMine} decides.
 */
@ConsumerType
public interface Callout {
    /** Service property: the role's kind. See {@link Callin#ROLE}. */
    String ROLE = Callin.ROLE;

    /**
     * Says how to reach a destination. Called on the call's own executor, never on two threads for one call. It must not
     * block. Where it throws, gives null or is late, the next callout is asked, and a destination that nobody else knows fails with
     * 500.
     */
    Reach reach(Outgoing outgoing);
}
