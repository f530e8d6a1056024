// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.Optional;

/** What a queue has counted. It outlives the queue's configurations. */
final class Totals {
    /** How much the latest talk counts in the average by which waits are estimated. */
    private static final double SHARE = 0.1;

    private long offered;
    private long answered;
    private long abandoned;
    private long left;
    private long refused;
    private long inTime;
    private Duration waited = Duration.ZERO;
    private Duration talked = Duration.ZERO;
    private double handlingMillis;
    private int last = -1;

    long offered() {
        return offered;
    }

    long answered() {
        return answered;
    }

    long abandoned() {
        return abandoned;
    }

    long left() {
        return left;
    }

    long refused() {
        return refused;
    }

    long inTime() {
        return inTime;
    }

    Duration waited() {
        return waited;
    }

    Duration talked() {
        return talked;
    }

    /** The position of the agent who was rung last; -1 for none. */
    int last() {
        return last;
    }

    void offer() {
        offered++;
    }

    void refuse() {
        refused++;
    }

    void abandon() {
        abandoned++;
    }

    void leave() {
        left++;
    }

    void ring(int position) {
        last = position;
    }

    void answer(Duration wait, Duration promised) {
        answered++;
        waited = waited.plus(wait);
        if (wait.compareTo(promised) <= 0) {
            inTime++;
        }
    }

    /** @param wrapUp what the agent was given after it */
    void talk(Duration talk, Duration wrapUp) {
        talked = talked.plus(talk);
        double millis = talk.plus(wrapUp).toMillis();
        handlingMillis = handlingMillis == 0 ? millis : handlingMillis + SHARE * (millis - handlingMillis);
    }

    /**
     * How long somebody will wait: so many talks must end first, at the pace of all who work. Empty where nothing is known yet.
     *
     * @param position from 1
     */
    Optional<Duration> estimate(int position, int agents) {
        return handlingMillis == 0 || agents == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(handlingMillis * position / agents)));
    }

    Kept kept() {
        return new Kept()
                .with("offered", offered)
                .with("answered", answered)
                .with("abandoned", abandoned)
                .with("left", left)
                .with("refused", refused)
                .with("inTime", inTime)
                .with("waited", waited.toMillis())
                .with("talked", talked.toMillis())
                .with("handling", Math.round(handlingMillis))
                .with("last", last);
    }

    /** Adds what was kept to what has been counted since. */
    void restore(Kept kept) {
        offered += kept.number("offered");
        answered += kept.number("answered");
        abandoned += kept.number("abandoned");
        left += kept.number("left");
        refused += kept.number("refused");
        inTime += kept.number("inTime");
        waited = waited.plusMillis(kept.number("waited"));
        talked = talked.plusMillis(kept.number("talked"));
        handlingMillis = handlingMillis == 0 ? kept.number("handling") : handlingMillis;
        last = last < 0 ? (int) kept.number("last") : last;
    }
}
