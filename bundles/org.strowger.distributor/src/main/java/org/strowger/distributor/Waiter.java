// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A caller in a queue, until the caller leaves it or the talk is over. */
final class Waiter {
    /** Where a caller is. */
    enum State {
        /** The call has not been answered yet; the place is taken. */
        COMING,
        WAITING,
        /** Has pressed a key, and keeps the place until somebody answers there. */
        ELSEWHERE,
        TALKING
    }

    /** Those of the highest priority first; of equals, who came first. */
    static final Comparator<Waiter> ORDER = Comparator.<Waiter>comparingInt(waiter -> -waiter.priority)
            .thenComparing(waiter -> waiter.joined)
            .thenComparingLong(waiter -> waiter.order)
            .thenComparing(waiter -> waiter.id);

    private final String id;
    private final String number;
    private final int priority;
    private final Instant joined;
    private final long order;
    private final Map<String, Ring> rings = new LinkedHashMap<>();
    /** Rings that an earlier version has begun, and that are to be heard of. */
    private final Set<String> expected = new HashSet<>();

    private Queue queue;
    private State state = State.COMING;
    private Instant told;
    private Instant entertained;
    private int periodic;
    private int rung;

    Waiter(String id, Queue queue, String number, int priority, Instant joined, long order) {
        this.id = id;
        this.queue = queue;
        this.number = number;
        this.priority = priority;
        this.joined = joined;
        this.order = order;
        this.told = joined;
        this.entertained = joined;
    }

    String id() {
        return id;
    }

    String number() {
        return number;
    }

    int priority() {
        return priority;
    }

    Instant joined() {
        return joined;
    }

    long order() {
        return order;
    }

    Queue queue() {
        return queue;
    }

    /** The queue's configuration has changed. */
    void follow(Queue next) {
        queue = next;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    /** Who rings for the caller, or talks. */
    Map<String, Ring> rings() {
        return rings;
    }

    Set<String> expected() {
        return expected;
    }

    /** An id for the next agent who is rung. */
    String nextRing() {
        return id + "/" + ++rung;
    }

    Duration waited(Instant now) {
        return Duration.between(joined, now);
    }

    /** Whether somebody is wanted. */
    boolean wanting() {
        return state == State.WAITING && expected.isEmpty();
    }

    /** When the position is told next; empty for never. */
    Optional<Instant> tellAt() {
        return at(queue.voice().every(), told);
    }

    void told(Instant now) {
        told = now;
    }

    /** When the next of the periodic prompts is heard; empty for never. */
    Optional<Instant> entertainAt() {
        return queue.voice().periodic().isEmpty()
                ? Optional.empty()
                : at(queue.voice().periodicEvery(), entertained);
    }

    /** Which of the periodic prompts it is. */
    int entertained(Instant now) {
        entertained = now;
        return periodic++ % queue.voice().periodic().size();
    }

    private static Optional<Instant> at(Duration every, Instant last) {
        return every.isZero() ? Optional.empty() : Optional.of(last.plus(every));
    }

    Instant last() {
        return rings.values().stream()
                .map(Ring::began)
                .max(Comparator.naturalOrder())
                .orElse(joined);
    }

    /** For the next version. */
    Map<String, Object> memory() {
        Map<String, Object> memory = new HashMap<>();
        memory.put("queue", queue.name());
        memory.put("text", queue.text());
        memory.put("number", number);
        memory.put("priority", priority);
        memory.put("joined", joined);
        memory.put("order", order);
        memory.put("state", state.name());
        memory.put("told", told);
        memory.put("entertained", entertained);
        memory.put("periodic", periodic);
        memory.put("rung", rung);
        memory.put("rings", Set.copyOf(rings.keySet()));
        return Map.copyOf(memory);
    }

    /**
     * As {@link #memory} was.
     *
     * @param queues those that are there now; where the caller's is not, it is as the caller knew it
     */
    static Waiter restore(String id, Map<?, ?> memory, Function<String, Optional<Queue>> queues) {
        String name = (String) memory.get("queue");
        Queue queue = queues.apply(name).orElseGet(() -> QueueText.read(name, (Map<?, ?>) memory.get("text")));
        Waiter waiter = new Waiter(
                id,
                queue,
                (String) memory.get("number"),
                (Integer) memory.get("priority"),
                (Instant) memory.get("joined"),
                (Long) memory.get("order"));
        waiter.state = State.valueOf((String) memory.get("state"));
        waiter.told = (Instant) memory.get("told");
        waiter.entertained = (Instant) memory.get("entertained");
        waiter.periodic = (Integer) memory.get("periodic");
        waiter.rung = (Integer) memory.get("rung");
        ((Set<?>) memory.get("rings")).forEach(ring -> waiter.expected.add((String) ring));
        return waiter;
    }
}
