// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.route;

import org.osgi.annotation.versioning.ConsumerType;

/** The dial plan: a pure function from who, what and when to where. Registered as a service; the highest ranking is asked. */
@ConsumerType
public interface Router {
    /**
     * Routes a call. Called on the call's executor, and on a console's thread; does no I/O and changes nothing.
     *
     * @param trace told each step and why; {@link Trace#NONE} on a real call
     */
    Route route(RouteQuery query, Trace trace);
}
