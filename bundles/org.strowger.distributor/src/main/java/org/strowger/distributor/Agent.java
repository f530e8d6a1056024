// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.api.distributor.AgentState;

/** What the floor knows of an agent, whatever queues the agent serves. */
final class Agent {
    /** What an agent has done for one queue. */
    private static final class Work {
        private long answered;
        private Duration talked = Duration.ZERO;
    }

    private final String number;
    /** Where the agent has logged in or out; elsewhere the queue's configuration decides. */
    private final Map<String, Boolean> chosen = new TreeMap<>();

    private final Map<String, Work> work = new HashMap<>();
    private Optional<String> paused = Optional.empty();
    private Instant since;
    private Instant rung = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
    private boolean writing;
    private int missed;
    private Ring ring;

    Agent(String number, Instant now) {
        this.number = number;
        this.since = now;
    }

    String number() {
        return number;
    }

    /** The one call that the agent is offered, or talks in. */
    Optional<Ring> ring() {
        return Optional.ofNullable(ring);
    }

    Instant since() {
        return since;
    }

    Instant rung() {
        return rung;
    }

    /** Until when the agent is left alone. */
    Instant until() {
        return until;
    }

    Optional<String> paused() {
        return paused;
    }

    int missed() {
        return missed;
    }

    long answered(String queue) {
        return work.containsKey(queue) ? work.get(queue).answered : 0;
    }

    Duration talked(String queue) {
        return work.containsKey(queue) ? work.get(queue).talked : Duration.ZERO;
    }

    long answered() {
        return work.values().stream().mapToLong(each -> each.answered).sum();
    }

    Duration talked() {
        return work.values().stream().map(each -> each.talked).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the agent works in a queue that has a post for the agent. */
    boolean serves(Queue queue) {
        return chosen.getOrDefault(queue.name(), !queue.login());
    }

    boolean free(Instant now) {
        return ring == null && paused.isEmpty() && !now.isBefore(until);
    }

    /** @param anywhere whether the agent serves any queue */
    AgentState state(boolean anywhere, Instant now) {
        if (ring != null) {
            return ring.answered().isPresent() ? AgentState.TALKING : AgentState.RINGING;
        } else if (!anywhere) {
            return AgentState.AWAY;
        } else if (paused.isPresent()) {
            return AgentState.PAUSED;
        } else if (now.isBefore(until)) {
            return writing ? AgentState.WRAP_UP : AgentState.RESTING;
        }
        return AgentState.IDLE;
    }

    void choose(String queue, boolean in) {
        chosen.put(queue, in);
    }

    void pause(String reason) {
        paused = Optional.of(reason);
    }

    /** A pause, wrap-up or rest is over. */
    void resume() {
        paused = Optional.empty();
        until = Instant.EPOCH;
        missed = 0;
    }

    /** The agent comes to work. */
    void arrive(Instant now) {
        since = now;
        resume();
    }

    void ring(Ring offer, Instant now) {
        if (ring != null) {
            throw new IllegalStateException(number + " is rung twice, for " + ring.id() + " and " + offer.id());
        }
        ring = offer;
        rung = now;
    }

    /** The agent has answered. */
    void talk(String queue) {
        missed = 0;
        work.computeIfAbsent(queue, name -> new Work()).answered++;
    }

    /** The agent is rung no more, and may be rung at once. */
    void spare() {
        ring = null;
    }

    /** The agent did not take the call. */
    void rest(Outcome outcome, Instant end) {
        ring = null;
        until = end;
        writing = false;
        if (outcome == Outcome.MISSED) {
            missed++;
        }
    }

    /** A talk is over. */
    void wrapUp(String queue, Duration talk, Instant now, Instant end) {
        ring = null;
        since = now;
        until = end;
        writing = true;
        Work done = work.computeIfAbsent(queue, name -> new Work());
        done.talked = done.talked.plus(talk);
    }

    Kept kept() {
        Kept kept = new Kept()
                .with("since", since.toEpochMilli())
                .with("rung", rung.toEpochMilli())
                .with("until", until.toEpochMilli())
                .with("writing", writing)
                .with("missed", missed);
        paused.ifPresent(reason -> kept.with("paused", reason));
        chosen.forEach((queue, in) -> kept.with("in." + queue, in));
        work.forEach((queue, done) ->
                kept.with("answered." + queue, done.answered).with("talked." + queue, done.talked.toMillis()));
        return kept;
    }

    /** As {@link #kept} was; what has happened since counts more. */
    void restore(Kept kept) {
        since = Instant.ofEpochMilli(kept.number("since"));
        rung = later(rung, Instant.ofEpochMilli(kept.number("rung")));
        until = later(until, Instant.ofEpochMilli(kept.number("until")));
        writing = Boolean.parseBoolean(kept.text("writing"));
        missed = (int) kept.number("missed");
        kept.all("paused").values().forEach(reason -> paused = Optional.of(reason));
        kept.all("in.").forEach((queue, in) -> chosen.putIfAbsent(queue, Boolean.valueOf(in)));
        kept.all("answered.").forEach((queue, count) -> {
            Work done = work.computeIfAbsent(queue, name -> new Work());
            done.answered += kept.number("answered." + queue);
            done.talked = done.talked.plusMillis(kept.number("talked." + queue));
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
