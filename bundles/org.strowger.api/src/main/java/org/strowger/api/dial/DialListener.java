// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every attempt of the dialler. Registered as a service, so that whoever replaces the dialler finds it too. Each listener is told on
 * a thread of its own, one thing after another, the steps of one attempt in order; it may call the {@link Dialer} from there, and one that
 * takes its time keeps nobody waiting but itself. One that lets a hundred thousand things wait misses what follows, and the log says so.
 */
@ConsumerType
public interface DialListener {
    /** A step of an attempt. */
    default void event(DialEvent event) {}

    /** The call is up: right after its {@code established}. */
    default void established(EstablishedLeg leg) {}

    /** The peer has another Call-ID for the call, which it is known by from now on: before its {@code established}. */
    default void adopted(String oldCallId, String newCallId, String correlationId) {}

    /** Nothing is left of the attempt, whatever became of it. The last that is heard of it, once. */
    default void removed(String callId, HangupReason reason) {}
}
