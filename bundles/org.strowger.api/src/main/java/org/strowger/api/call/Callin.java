// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A role that brings calls in: it answers <em>who is calling?</em> Registered as a service; the engine asks every callin by
 * {@code service.ranking}, highest first, and the first that does not say {@link Claim.NotMine} decides.
 */
@ConsumerType
public interface Callin {
    /**
     * Service property: the role's kind, a telephone noun such as {@code registrar}. Its name, by which routes and logs call
     * it, is the kind; for one of several configurations of a factory, the kind, a hyphen and the configuration's name:
     * {@code trunk-carrier}.
     */
    String ROLE = "pbx.role";

    /**
     * Says whether the caller of this offer is known to the role. Called on the call's own executor, never on two threads for
     * one call, and once for each call. It must not block, and must not keep the offer. Where it throws, gives null or is late, the
     * next callin is asked, and a call that nobody else claims ends with 500.
     */
    Claim claim(Offer offer);
}
