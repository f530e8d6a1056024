// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

/**
 * One destination being tried, until somebody answers, all have failed, or it has rung long enough. What the caller is to hear of it
 * meanwhile goes to leg a. Confined to the call's executor.
 */
final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    /** Who hears how it ends: one of these, once, unless the attempt is stopped before. */
    interface Outcome {
        /** One answered; every other has been hung up. */
        void answered(Leg winner, Optional<Body> description);

        /** Nobody answered. */
        void failed(Cause cause);
    }

    private final CallContext context;
    private final Offer offer;
    private final Descriptions descriptions;
    private final Consumer<Runnable> guarded;
    private final Outcome outcome;
    private final Ringing ringing = new Ringing(new News());
    private Future<?> clock;
    private boolean over;

    /**
     * @param descriptions how the caller's description reaches the destination, and back
     * @param guarded runs a step of the call
     */
    Attempt(CallContext context, Offer offer, Descriptions descriptions, Consumer<Runnable> guarded, Outcome outcome) {
        this.context = context;
        this.offer = offer;
        this.descriptions = descriptions;
        this.guarded = guarded;
        this.outcome = outcome;
    }

    /** Calls these legs, all at once. */
    void ring(List<Leg> legs) {
        for (Leg leg : legs) {
            ringing.add(leg);
            leg.listen(event -> guarded.accept(() -> ringing.on(leg, event)));
        }
        ringUntil(context.settings().no18x(), this::noRinging);
        for (Leg leg : legs) {
            start(leg);
        }
    }

    private void start(Leg leg) {
        try {
            leg.start(descriptions.pass(offer.leg(), offer.request().body(), leg));
        } catch (MediaException unusable) {
            log.info("{}: the caller's description cannot be relayed: {}", offer.callId(), unusable.getMessage());
            leg.hangup(new Cause(By.US, unusable.status(), List.of()));
        }
    }

    private void ringUntil(Duration bound, Runnable then) {
        stopClock();
        clock = context.later(offer, bound, () -> guarded.accept(then));
    }

    private void stopClock() {
        if (clock != null) {
            clock.cancel(false);
            clock = null;
        }
    }

    private void noRinging() {
        if (!ringing.heardRinging()) {
            noAnswer(408);
        }
    }

    private void ringingTooLong() {
        noAnswer(480);
    }

    private void noAnswer(int status) {
        if (!over) {
            Cause cause =
                    Cause.of(By.TIMER, status, new Header("Reason", "SIP;cause=" + status + ";text=\"No answer\""));
            stop(cause);
            outcome.failed(cause);
        }
    }

    /** Nobody is to ring any longer; no outcome follows. */
    void stop(Cause cause) {
        over = true;
        stopClock();
        ringing.stop(cause);
    }

    private final class News implements Ringing.Outcome {
        private boolean rang;

        @Override
        public void progressed(Leg leg, Status status, Optional<Body> body) {
            if (!rang) {
                rang = true;
                ringUntil(context.settings().ring(), Attempt.this::ringingTooLong);
            }
            Leg a = offer.leg();
            try {
                a.progress(status, descriptions.pass(leg, body, a));
            } catch (MediaException unusable) {
                log.info("{}: early media cannot be relayed: {}", offer.callId(), unusable.getMessage());
                a.progress(status, Optional.empty());
            }
        }

        @Override
        public void answered(Leg winner, Optional<Body> description) {
            over = true;
            stopClock();
            outcome.answered(winner, description);
        }

        @Override
        public void failed(Cause best) {
            stopClock();
            if (!over) {
                over = true;
                outcome.failed(best);
            }
        }
    }
}
