// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.event.CallEvent;
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

        /**
         * Nobody answered.
         *
         * @param rang whether somebody gave a sign
         */
        void failed(Cause cause, boolean rang);
    }

    /**
     * How far an attempt got.
     *
     * @param until when it has taken long enough: until it says anything, until it rings, or until it is answered
     * @param silent whether nothing at all has been heard, where that matters
     * @param latest when it has taken long enough, whatever happens; empty where that is all the same
     */
    record Memory(Ringing.Memory ringing, Optional<Instant> until, boolean silent, Optional<Instant> latest) {
        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>(ringing.encode());
            until.ifPresent(instant -> map.put("until", instant));
            map.put("silent", silent);
            latest.ifPresent(instant -> map.put("latest", instant));
            return Map.copyOf(map);
        }

        static Memory decode(Remembered values) {
            return new Memory(
                    Ringing.Memory.decode(values),
                    values.find("until", Instant.class),
                    values.get("silent", Boolean.class, false),
                    values.find("latest", Instant.class));
        }
    }

    private final CallContext context;
    private final Offer offer;
    private final Descriptions descriptions;
    private final Optional<Duration> silence;
    private final Consumer<Runnable> guarded;
    private final Outcome outcome;
    private final Alarm clock;
    private final boolean supervised;
    private Ringing ringing;
    private boolean silent;
    private Optional<Instant> latest = Optional.empty();
    private boolean over;

    /**
     * @param descriptions how the destination's description reaches the caller
     * @param silence how long nothing at all may be heard; empty for as long as it may be until it rings
     * @param guarded runs a step of the call
     */
    Attempt(
            CallContext context,
            Offer offer,
            Descriptions descriptions,
            Optional<Duration> silence,
            Consumer<Runnable> guarded,
            Outcome outcome) {
        this.context = context;
        this.offer = offer;
        this.descriptions = descriptions;
        this.silence = silence;
        this.guarded = guarded;
        this.outcome = outcome;
        this.clock = new Alarm(context, offer, guarded);
        this.supervised = LocalRequest.wants(offer.request(), Origination.Option.SUPERVISED);
        this.ringing = new Ringing(Ringing.Manner.ONE, new News());
    }

    /**
     * Calls these legs, all at once, each with the caller's description as it is to have it.
     *
     * @param bound how long it may take; empty for as long as any
     */
    void ring(Map<Leg, Optional<Body>> offers, Ringing.Manner manner, Optional<Duration> bound) {
        ringing = new Ringing(manner, new News());
        latest = bound.map(context.now()::plus);
        for (Leg leg : offers.keySet()) {
            ringing.add(leg);
            listen(leg);
        }
        Duration longest = context.settings().no18x();
        silent = silence.filter(least -> least.compareTo(longest) < 0).isPresent();
        within(silent ? silence.get() : longest);
        offers.forEach(Leg::start);
    }

    /** One more rings along. */
    void join(Leg leg, Optional<Body> description) {
        ringing.add(leg);
        listen(leg);
        leg.start(description);
    }

    private void within(Duration time) {
        Instant due = context.now().plus(time);
        clock.at(latest.filter(due::isAfter).orElse(due), this::tooLong);
    }

    /** Goes on where another left it: {@link #listen} follows. */
    Attempt resume(Memory memory) {
        ringing = new Ringing(memory.ringing(), new News());
        silent = memory.silent();
        latest = memory.latest();
        Duration bound = memory.ringing().heard()
                ? context.settings().ring()
                : context.settings().no18x();
        clock.at(memory.until().orElseGet(() -> context.now().plus(bound)), this::tooLong);
        return this;
    }

    /** Listens to all that ring: what came meanwhile is heard first. */
    void listen() {
        ringing.legs().forEach(this::listen);
    }

    private void listen(Leg leg) {
        leg.listen(event -> guarded.accept(() -> {
            if (silent && event instanceof LegEvent.Progressed) {
                silent = false;
                within(context.settings().no18x());
            }
            if (supervised && !over) {
                report(leg, event);
            }
            ringing.on(leg, event);
        }));
    }

    private void report(Leg leg, LegEvent event) {
        Leg a = offer.leg();
        if (event instanceof LegEvent.Sent) {
            a.report(leg.info(), Optional.empty());
        } else if (event instanceof LegEvent.Progressed progressed) {
            a.report(leg.info(), Optional.of(progressed.status()));
        } else if (event instanceof LegEvent.Answered) {
            a.report(leg.info(), Optional.of(Status.OK));
        } else if (event instanceof LegEvent.Ended ended) {
            a.report(leg.info(), Optional.of(ended.cause().status()));
        }
    }

    Memory memory() {
        return new Memory(ringing.memory(), clock.due(), silent, latest);
    }

    /** Somebody else goes on with it. */
    void leave() {
        clock.stop();
        ringing.legs().forEach(Leg::leave);
    }

    private void tooLong() {
        if (!over) {
            int status = ringing.heardRinging() ? 480 : 408;
            Cause cause =
                    Cause.of(By.TIMER, status, new Header("Reason", "SIP;cause=" + status + ";text=\"No answer\""));
            stop(cause);
            outcome.failed(cause, ringing.heardRinging());
        }
    }

    /** Nobody is to ring any longer; no outcome follows. */
    void stop(Cause cause) {
        over = true;
        clock.stop();
        ringing.stop(cause);
    }

    private final class News implements Ringing.Outcome {
        @Override
        public void progressed(Leg leg, boolean first, Status status, Optional<Body> body) {
            if (first) {
                within(context.settings().ring());
            }
            context.tell(new CallEvent.Ringing(offer.callId(), context.now(), status.code()));
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
            clock.stop();
            outcome.answered(winner, description);
        }

        @Override
        public void failed(Cause best) {
            clock.stop();
            if (!over) {
                over = true;
                outcome.failed(best, ringing.heardRinging());
            }
        }
    }
}
