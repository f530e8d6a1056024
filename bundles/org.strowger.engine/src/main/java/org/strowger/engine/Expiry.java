// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.function.Consumer;
import org.strowger.api.call.Offer;

/** How long an INVITE itself wants to be answered, where it says so (RFC 3261 section 13.3.1). Confined to the call's executor. */
final class Expiry {
    private final Offer offer;
    private final Alarm clock;
    private final Runnable expired;

    /** @param guarded runs a step of the call */
    Expiry(CallContext context, Offer offer, Consumer<Runnable> guarded, Runnable expired) {
        this.offer = offer;
        this.clock = new Alarm(context, offer, guarded);
        this.expired = expired;
    }

    /** @param began when the INVITE came */
    void from(Instant began) {
        offer.request()
                .header("Expires")
                .map(String::strip)
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .ifPresent(seconds -> clock.at(began.plusSeconds(Long.parseLong(seconds)), expired));
    }

    void stop() {
        clock.stop();
    }
}
