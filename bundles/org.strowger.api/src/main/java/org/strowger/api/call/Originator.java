// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A role that can call somebody by itself, such as an application that dials out. Registered as a service with the property
 * {@link Callin#ROLE}, by which {@code pbx:originate} finds it.
 */
@ConsumerType
public interface Originator {
    /**
     * Calls a number, as somebody of the role's own who dials it would: the dial plan applies. Returns at once; what becomes
     * of the call is the role's business. Any thread.
     *
     * @throws IllegalStateException with the reason, when no call can be made now
     */
    void originate(String to);
}
