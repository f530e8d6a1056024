// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens to every call. Registered as a service with the property {@link #NAME}. One that leaves is thought to come back
 * under its name: what happens meanwhile is kept for it for some time, within a bound, and told then; so its bundle can be replaced while
 * calls are up and misses nothing.
 */
@ConsumerType
public interface CallListener {
    /** Service property: the listener's name, such as {@code records}. */
    String NAME = "pbx.listener";

    /**
     * Something has happened. Called on the call's own executor, or on another thread for what was kept; the events of one call
     * come in their order. It must return at once: whoever has more to do than to put the event into a queue of its own holds up the
     * call.
     */
    void on(CallEvent event);
}
