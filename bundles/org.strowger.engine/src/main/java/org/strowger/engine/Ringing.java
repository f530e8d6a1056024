// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * The legs b that ring for one destination, all at once: the first to answer wins and the others are cancelled. Confined to the
 * call's executor.
 */
final class Ringing {
    /** Who hears what becomes of it. */
    interface Outcome {
        /**
         * Something to pass to the caller, once for each news.
         *
         * @param first whether nothing had been heard before
         */
        void progressed(Leg leg, boolean first, Status status, Optional<Body> body);

        /** One answered; every other has been hung up. */
        void answered(Leg winner, Optional<Body> body);

        /** All have ended unanswered. */
        void failed(Cause best);
    }

    /**
     * Who rings.
     *
     * @param apart whether these are so many parties, none of whom declines for the others
     * @param mute whether the caller hears nobody before the answer: what rings now may not be what answers, and a caller can have one
     *     description of the session alone (RFC 3261 section 13.2.1)
     */
    record Manner(boolean apart, boolean mute) {
        /** The phones of one party. */
        static final Manner ONE = new Manner(false, false);
    }

    /**
     * What is known of a destination that rings.
     *
     * @param legs those that may still answer
     * @param heard whether a provisional answer other than 100 has come
     * @param lastStatus what the caller was told last; 0 at first
     * @param earlyMedia the leg that the caller may hear before the answer
     * @param descriptions what came before the answer
     */
    record Memory(
            List<Leg> legs,
            boolean heard,
            int lastStatus,
            Optional<Leg> earlyMedia,
            List<Cause> ends,
            Map<Leg, Body> descriptions,
            Manner manner) {
        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>();
            map.put("legs", List.copyOf(legs));
            map.put("heard", heard);
            map.put("status", lastStatus);
            earlyMedia.ifPresent(leg -> map.put("early", leg));
            map.put("ends", List.copyOf(ends));
            map.put("descriptions", Map.copyOf(descriptions));
            map.put("apart", manner.apart());
            map.put("mute", manner.mute());
            return map;
        }

        static Memory decode(Remembered values) {
            Map<Leg, Body> descriptions = new HashMap<>();
            values.find("descriptions", Map.class).ifPresent(map -> ((Map<?, ?>) map)
                    .forEach((leg, body) -> descriptions.put((Leg) leg, (Body) body)));
            return new Memory(
                    values.list("legs", Leg.class),
                    values.get("heard", Boolean.class, false),
                    values.get("status", Integer.class, 0),
                    values.find("early", Leg.class),
                    values.list("ends", Cause.class),
                    descriptions,
                    new Manner(values.get("apart", Boolean.class, false), values.get("mute", Boolean.class, false)));
        }
    }

    private final Manner manner;
    private final Outcome outcome;
    private final List<Leg> ringing = new ArrayList<>(1);
    private final List<Cause> ends = new ArrayList<>(1);
    private final Map<Leg, Body> descriptions = new HashMap<>(2);
    private int lastStatus;
    private Leg earlyMedia;
    private Leg winner;
    private boolean heard;
    private boolean over;

    Ringing(Manner manner, Outcome outcome) {
        this.manner = manner;
        this.outcome = outcome;
    }

    /** Goes on where another left it. */
    Ringing(Memory memory, Outcome outcome) {
        this(memory.manner(), outcome);
        ringing.addAll(memory.legs());
        heard = memory.heard();
        lastStatus = memory.lastStatus();
        earlyMedia = memory.earlyMedia().orElse(null);
        ends.addAll(memory.ends());
        descriptions.putAll(memory.descriptions());
    }

    Memory memory() {
        return new Memory(
                legs(), heard, lastStatus, Optional.ofNullable(earlyMedia), List.copyOf(ends), descriptions, manner);
    }

    /** Adds a leg, not started yet, whose events are given to {@link #on}. */
    void add(Leg leg) {
        ringing.add(leg);
    }

    List<Leg> legs() {
        return List.copyOf(ringing);
    }

    /** Whether a provisional answer other than 100 has come. */
    boolean heardRinging() {
        return heard;
    }

    void on(Leg leg, LegEvent event) {
        if (leg == winner) {
            return;
        }
        if (event instanceof LegEvent.Progressed progressed) {
            progressed(leg, progressed);
        } else if (event instanceof LegEvent.Answered answered) {
            answered(leg, answered);
        } else if (event instanceof LegEvent.Ended ended) {
            ended(leg, ended.cause());
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(SipReply.of(491));
        }
    }

    private void progressed(Leg leg, LegEvent.Progressed event) {
        Status status = manner.mute() && event.status().code() == 183 ? Status.RINGING : event.status();
        int code = status.code();
        if (over || code == 100) {
            return;
        }
        event.body().ifPresent(description -> descriptions.put(leg, description));
        boolean first = !heard;
        heard = true;
        // one early session is all that the caller can have: the first that sends one
        boolean media = !manner.mute() && event.body().isPresent() && (earlyMedia == null || earlyMedia == leg);
        if (code == lastStatus && !(media && earlyMedia == null)) {
            return;
        }
        lastStatus = code;
        if (media) {
            earlyMedia = leg;
        }
        outcome.progressed(leg, first, status, media ? event.body() : Optional.empty());
    }

    private void answered(Leg leg, LegEvent.Answered event) {
        if (over) {
            return;
        }
        over = true;
        winner = leg;
        ringing.remove(leg);
        for (Leg loser : legs()) {
            loser.hangup(Causes.ELSEWHERE);
        }
        // the first description received is the answer, wherever it stood (RFC 3261 section 13.2.1)
        outcome.answered(leg, event.body().or(() -> Optional.ofNullable(descriptions.get(leg))));
    }

    private void ended(Leg leg, Cause cause) {
        ringing.remove(leg);
        if (over) {
            return;
        }
        ends.add(cause);
        if (cause.status().code() >= 600 && !manner.apart()) {
            // nobody else need be bothered: RFC 3261 section 16.7, step 5
            over = true;
            Cause everywhere = new Cause(Cause.By.US, Status.of(487), List.of(Causes.reason(cause.status())));
            for (Leg other : legs()) {
                other.hangup(everywhere);
            }
            outcome.failed(cause);
        } else if (ringing.isEmpty()) {
            over = true;
            outcome.failed(Causes.best(ends).orElse(cause));
        }
    }

    /** Nobody is to ring any longer; no outcome follows. */
    void stop(Cause cause) {
        over = true;
        for (Leg leg : legs()) {
            leg.hangup(cause);
        }
    }
}
