// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.strowger.api.call.Offer;

/** What the engine gives each of its calls. Called on the call's executor. */
interface CallContext {
    Settings settings();

    Reception reception();

    /** Legs and wires. */
    Wiring wiring();

    Instant now();

    /** Runs something later on the call's executor. */
    Future<?> later(Offer offer, Duration delay, Runnable task);

    /** The call waits for a role: {@link Call#tryAgain} when one comes. */
    void awaits(Call call);

    /** The call waits no longer. */
    void settled(Call call);

    /** Another engine is about to take over: nothing that takes long is to be begun. */
    boolean closing();

    /** The call is over, or it lies on its leg for the next engine. */
    void gone(Call call);
}
