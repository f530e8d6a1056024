// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.distributor.AgentInfo;
import org.strowger.api.distributor.QueueInfo;
import org.strowger.api.distributor.WaitingInfo;

/** What operators and agents see of the floor, and do on it. Waits for the floor's thread: not for the thread of a call. */
final class Overseer {
    private static final Logger log = LoggerFactory.getLogger(Overseer.class);

    private final Office office;

    Overseer(Office office) {
        this.office = office;
    }

    List<QueueInfo> queues() {
        return office.ask(floor -> floor.roster().queues().stream()
                .map(queue -> queue(floor, queue))
                .toList());
    }

    private QueueInfo queue(Floor floor, Queue queue) {
        List<Waiter> all = floor.line().all().stream()
                .filter(waiter -> waiter.queue().name().equals(queue.name()))
                .toList();
        Totals totals = floor.roster().totals(queue.name());
        Instant now = office.now();
        Duration longest = all.stream()
                .filter(waiter -> waiter.state() != Waiter.State.TALKING)
                .map(waiter -> waiter.waited(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        int waiting = floor.line().waiting(queue.name());
        return new QueueInfo(
                queue.name(),
                queue.strategy(),
                waiting,
                all.size() - waiting,
                floor.roster().active(queue),
                longest,
                totals.offered(),
                totals.answered(),
                totals.abandoned(),
                totals.left(),
                totals.refused(),
                totals.inTime(),
                totals.waited(),
                totals.talked());
    }

    List<AgentInfo> agents() {
        return office.ask(floor -> floor.roster().agents().stream()
                .filter(agent -> !floor.roster().naming(agent.number()).isEmpty())
                .map(agent -> agent(floor, agent))
                .toList());
    }

    private AgentInfo agent(Floor floor, Agent agent) {
        List<String> serving = floor.roster().serving(agent);
        return new AgentInfo(
                agent.number(),
                agent.state(!serving.isEmpty(), office.now()),
                serving,
                agent.paused().orElse(""),
                agent.since(),
                agent.answered(),
                agent.talked(),
                agent.missed());
    }

    List<WaitingInfo> waiting() {
        return office.ask(floor -> floor.line().inOrder().stream()
                .map(waiter -> new WaitingInfo(
                        waiter.queue().name(),
                        waiter.id(),
                        waiter.number(),
                        waiter.priority(),
                        waiter.state() == Waiter.State.WAITING ? floor.line().position(waiter) : 0,
                        waiter.joined(),
                        waiter.rings().values().stream()
                                .map(ring -> ring.agent().number())
                                .toList()))
                .toList());
    }

    /** The ids of those who have a place. */
    Set<String> ids() {
        return office.ask(floor -> floor.line().all().stream().map(Waiter::id).collect(Collectors.toSet()));
    }

    List<String> logIn(String agent, Optional<String> queue) {
        return office.ask(floor -> logIn(floor, agent, named(floor, agent, queue)));
    }

    List<String> logOut(String agent, Optional<String> queue) {
        return office.ask(floor -> logOut(floor, agent, named(floor, agent, queue)));
    }

    /** On the floor's thread, as all that takes the floor. */
    List<String> logIn(Floor floor, String number, List<String> queues) {
        boolean already = floor.roster()
                .agent(number)
                .map(agent -> !floor.roster().serving(agent).isEmpty())
                .orElse(false);
        return choose(floor, number, queues, true, (agent, now) -> {
            if (already) {
                agent.resume();
            } else {
                agent.arrive(now);
            }
        });
    }

    List<String> logOut(Floor floor, String number, List<String> queues) {
        return choose(floor, number, queues, false, (agent, now) -> {});
    }

    private List<String> choose(
            Floor floor, String number, List<String> queues, boolean in, BiConsumer<Agent, Instant> more) {
        List<String> serving = new ArrayList<>();
        Instant now = office.now();
        floor.change(
                number,
                agent -> {
                    queues.forEach(queue -> agent.choose(queue, in));
                    more.accept(agent, now);
                    serving.addAll(floor.roster().serving(agent));
                },
                now);
        log.info("agent {} is logged {} {}: serves {}", number, in ? "in to" : "out of", queues, serving);
        return List.copyOf(serving);
    }

    void pause(String agent, String reason) {
        office.ask(floor -> pause(floor, agent, reason));
    }

    boolean pause(Floor floor, String number, String reason) {
        named(floor, number, Optional.empty());
        floor.change(number, agent -> agent.pause(reason), office.now());
        log.info("agent {} is paused{}", number, reason.isEmpty() ? "" : ": " + reason);
        return true;
    }

    void resume(String agent) {
        office.ask(floor -> resume(floor, agent));
    }

    boolean resume(Floor floor, String number) {
        named(floor, number, Optional.empty());
        floor.change(number, Agent::resume, office.now());
        log.info("agent {} may be rung", number);
        return true;
    }

    /** Has something done on the floor for the call of an agent, which does not wait. */
    void act(BiConsumer<Floor, Instant> what) {
        office.act(what);
    }

    private static List<String> named(Floor floor, String agent, Optional<String> queue) {
        List<String> named = floor.roster().naming(agent).stream()
                .map(Queue::name)
                .filter(name -> queue.isEmpty() || queue.get().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException(agent + " is no agent of "
                    + queue.map(name -> "queue " + name).orElse("any queue"));
        }
        return named;
    }
}
