// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.strowger.api.distributor.Candidate;

/** The queues, their agents and what they have counted. Used by the floor alone. */
final class Roster {
    private final Map<String, Agent> agents = new TreeMap<>();
    private final Map<String, Totals> totals = new TreeMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> changedTotals = new HashSet<>();
    private Map<String, Queue> queues = Map.of();

    void configure(Map<String, Queue> next, Instant now) {
        queues = new TreeMap<>(next);
        next.values().forEach(queue -> adopt(queue, now));
    }

    /** Knows the agents of a queue, which may have no configuration any more. */
    void adopt(Queue queue, Instant now) {
        totals.computeIfAbsent(queue.name(), name -> new Totals());
        queue.posts().stream()
                .filter(post -> !agents.containsKey(post.agent()))
                .forEach(post -> touch(recall(post.agent(), now)));
    }

    Collection<Queue> queues() {
        return queues.values();
    }

    Optional<Queue> queue(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    Collection<Agent> agents() {
        return agents.values();
    }

    Optional<Agent> agent(String number) {
        return Optional.ofNullable(agents.get(number));
    }

    /** An agent who is known of old. */
    Agent recall(String number, Instant now) {
        return agents.computeIfAbsent(number, name -> new Agent(name, now));
    }

    Totals totals(String queue) {
        return totals.computeIfAbsent(queue, name -> new Totals());
    }

    /** Something of the agent is to be kept. */
    void touch(Agent agent) {
        changed.add(agent.number());
    }

    /** The totals of the queue, to be changed. */
    Totals count(String queue) {
        changedTotals.add(queue);
        return totals(queue);
    }

    /** What is to be kept of those that have changed since the last time. */
    void changes(Ledger ledger) {
        changed.forEach(
                number -> ledger.keep(Ledger.AGENT, number, agents.get(number).kept()));
        changedTotals.forEach(
                queue -> ledger.keep(Ledger.QUEUE, queue, totals.get(queue).kept()));
        changed.clear();
        changedTotals.clear();
    }

    /** The queues that name the agent. */
    List<Queue> naming(String agent) {
        return queues.values().stream()
                .filter(queue -> queue.post(agent).isPresent())
                .toList();
    }

    /** The names of the queues that the agent serves. */
    List<String> serving(Agent agent) {
        return naming(agent.number()).stream()
                .filter(agent::serves)
                .map(Queue::name)
                .toList();
    }

    boolean serves(Agent agent, Queue queue) {
        return queue.post(agent.number()).isPresent() && agent.serves(queue);
    }

    /** How many agents of a queue are logged in and not paused. */
    int active(Queue queue) {
        return (int) queue.posts().stream()
                .map(post -> agents.get(post.agent()))
                .filter(agent -> agent.serves(queue) && agent.paused().isEmpty())
                .count();
    }

    boolean has(Queue.Staff staff, Queue queue) {
        return switch (staff) {
            case ALWAYS -> true;
            case STAFFED ->
                queue.posts().stream().anyMatch(post -> agents.get(post.agent()).serves(queue));
            case ACTIVE -> active(queue) > 0;
        };
    }

    /** Those whom a caller who has waited for so long may get now, in the order of their positions. */
    List<Candidate> free(Queue queue, Duration waited, Instant now) {
        int level = level(queue, waited);
        List<Candidate> free = new ArrayList<>();
        for (Post post : queue.posts()) {
            Agent agent = agents.get(post.agent());
            if (post.level() <= level && agent.free(now) && agent.serves(queue)) {
                free.add(new Candidate(
                        post.agent(),
                        post.position(),
                        post.weight(),
                        agent.since(),
                        agent.rung(),
                        agent.answered(queue.name()),
                        agent.talked(queue.name())));
            }
        }
        return free;
    }

    /** The highest level that is open. Nobody waits for one that has no agent at work. */
    private int level(Queue queue, Duration waited) {
        int lowest = queue.posts().stream()
                .filter(post -> agents.get(post.agent()).serves(queue)
                        && agents.get(post.agent()).paused().isEmpty())
                .mapToInt(Post::level)
                .min()
                .orElse(0);
        return Math.max(lowest, steps(queue, waited));
    }

    private static int steps(Queue queue, Duration waited) {
        return (int) (waited.toMillis() / queue.calling().levelAfter().toMillis());
    }

    /** When one more level opens for somebody who joined then; empty where all are open. */
    static Optional<Instant> nextLevel(Queue queue, Instant joined, Instant now) {
        int next = steps(queue, Duration.between(joined, now)) + 1;
        int highest = queue.posts().stream().mapToInt(Post::level).max().orElse(0);
        return next > highest
                ? Optional.empty()
                : Optional.of(joined.plus(queue.calling().levelAfter().multipliedBy(next)));
    }

    static Duration wrapUp(Queue queue, Agent agent) {
        return queue.post(agent.number())
                .flatMap(Post::wrapUp)
                .orElse(queue.calling().wrapUp());
    }
}
