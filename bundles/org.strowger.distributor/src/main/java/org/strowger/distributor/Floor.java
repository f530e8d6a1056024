// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.strowger.api.distributor.Candidate;

/**
 * Who waits, who works, and who is brought together: plain state, without threads, legs or clocks of its own. Whatever happens is told to it, with
 * the time; what is to be done it tells the stage. After each event no caller waits beside an agent who may take the call.
 */
final class Floor {
    /** Whether a caller is let in. */
    enum Joined {
        IN,
        FULL,
        NOBODY,
        /** There is no such queue any more. */
        CLOSED
    }

    private final Roster roster = new Roster();
    private final Line line = new Line();
    private final Map<String, Ring> rings = new HashMap<>();
    private final Reunion reunion;
    private final Turn turn;
    private final Stage stage;
    private long order;
    private boolean open;

    Floor(Turn turn, Stage stage) {
        this.turn = turn;
        this.stage = stage;
        this.reunion = new Reunion(line, rings, roster, stage);
    }

    Roster roster() {
        return roster;
    }

    Line line() {
        return line;
    }

    Optional<Ring> ring(String id) {
        return Optional.ofNullable(rings.get(id));
    }

    int ringing() {
        return rings.size();
    }

    /** Nobody is rung before: so those who come back find the order in which they left. */
    void open(Instant now) {
        open = true;
        settle(now);
    }

    boolean isOpen() {
        return open;
    }

    /** Callers who are here follow the new configuration of their queue, and stay with the old one where it is gone. */
    void configure(Map<String, Queue> queues, Instant now) {
        roster.configure(queues, now);
        line.all().forEach(waiter -> roster.queue(waiter.queue().name()).ifPresent(waiter::follow));
        settle(now);
    }

    Joined join(String id, String queue, String number, Instant now) {
        Optional<Queue> found = roster.queue(queue);
        if (found.isEmpty()) {
            return Joined.CLOSED;
        }
        Queue.Limits limits = found.get().limits();
        Joined joined = line.waiting(queue) >= limits.length()
                ? Joined.FULL
                : open && !roster.has(limits.toJoin(), found.get()) ? Joined.NOBODY : Joined.IN;
        if (joined == Joined.IN) {
            roster.count(queue).offer();
            line.add(new Waiter(id, found.get(), number, found.get().priority(), now, ++order));
        } else {
            roster.count(queue).refuse();
        }
        return joined;
    }

    /** The caller's call is up: the caller hears us. */
    void present(String id, Instant now) {
        line.find(id).filter(waiter -> waiter.state() == Waiter.State.COMING).ifPresent(waiter -> {
            waiter.become(Waiter.State.WAITING);
            settle(now);
        });
    }

    /** The caller has hung up. */
    void hungUp(String id, Instant now) {
        line.find(id).ifPresent(waiter -> {
            if (waiter.state() == Waiter.State.TALKING) {
                waiter.rings().values().stream().findFirst().ifPresent(ring -> {
                    over(waiter, ring, now);
                    stage.stop(ring, false);
                });
            } else if (waiter.state() == Waiter.State.ELSEWHERE) {
                roster.count(waiter.queue().name()).leave();
            } else {
                roster.count(waiter.queue().name()).abandon();
                stop(waiter, ring -> true, false);
            }
            line.remove(waiter);
            settle(now);
        });
    }

    /** The caller has pressed a key, and keeps the place for the time being. False where it is too late for that. */
    boolean elsewhere(String id, Instant now) {
        Optional<Waiter> found = line.find(id).filter(waiter -> waiter.state() == Waiter.State.WAITING);
        found.ifPresent(waiter -> {
            waiter.become(Waiter.State.ELSEWHERE);
            stop(waiter, ring -> true, false);
            settle(now);
        });
        return found.isPresent();
    }

    /** There was nobody elsewhere. */
    void back(String id, Instant now) {
        line.find(id).filter(waiter -> waiter.state() == Waiter.State.ELSEWHERE).ifPresent(waiter -> {
            waiter.become(Waiter.State.WAITING);
            settle(now);
        });
    }

    /** Somebody has answered elsewhere. */
    void gone(String id) {
        line.find(id).filter(waiter -> waiter.state() == Waiter.State.ELSEWHERE).ifPresent(waiter -> {
            roster.count(waiter.queue().name()).leave();
            line.remove(waiter);
        });
    }

    /** An agent has answered: the first one has the call. */
    void answered(String id, Instant now) {
        with(id, (waiter, ring) -> {
            if (waiter.state() == Waiter.State.TALKING) {
                return;
            }
            ring.answer(now);
            ring.agent().talk(waiter.queue().name());
            roster.touch(ring.agent());
            waiter.become(Waiter.State.TALKING);
            stop(waiter, other -> !other.equals(ring), true);
            roster.count(waiter.queue().name())
                    .answer(waiter.waited(now), waiter.queue().limits().promised());
            stage.connect(waiter, ring, false);
            settle(now);
        });
    }

    /** The call to an agent has ended, whether it was answered or not. */
    void ended(String id, Outcome outcome, Instant now) {
        with(id, (waiter, ring) -> {
            if (ring.answered().isPresent()) {
                over(waiter, ring, now);
                line.remove(waiter);
                stage.release(waiter, Stage.Way.OVER);
            } else {
                missed(waiter, ring, outcome, now);
            }
            settle(now);
        });
    }

    private void with(String id, BiConsumer<Waiter, Ring> what) {
        Ring ring = rings.get(id);
        if (ring != null) {
            line.find(ring.caller())
                    .ifPresentOrElse(
                            waiter -> what.accept(waiter, ring), () -> reunion.later(ring, () -> with(id, what)));
        }
    }

    private void over(Waiter waiter, Ring ring, Instant now) {
        forget(waiter, ring);
        Duration talk = Duration.between(ring.answered().orElse(now), now);
        Duration wrapUp = Roster.wrapUp(waiter.queue(), ring.agent());
        ring.agent().wrapUp(waiter.queue().name(), talk, now, now.plus(wrapUp));
        roster.touch(ring.agent());
        roster.count(waiter.queue().name()).talk(talk, wrapUp);
    }

    private void missed(Waiter waiter, Ring ring, Outcome outcome, Instant now) {
        forget(waiter, ring);
        Queue.Calling calling = waiter.queue().calling();
        ring.agent().rest(outcome, now.plus(calling.rests().get(outcome)));
        if (calling.missedMax() > 0 && ring.agent().missed() >= calling.missedMax()) {
            ring.agent().pause("did not answer");
        }
        roster.touch(ring.agent());
    }

    private void forget(Waiter waiter, Ring ring) {
        waiter.rings().remove(ring.id());
        rings.remove(ring.id());
    }

    private void stop(Waiter waiter, Predicate<Ring> which, boolean elsewhere) {
        List.copyOf(waiter.rings().values()).stream().filter(which).forEach(ring -> {
            forget(waiter, ring);
            ring.agent().spare();
            stage.stop(ring, elsewhere);
        });
    }

    /** An agent comes, goes, pauses or is there again. Agents whose number no queue knows are refused by the caller. */
    void change(String number, Consumer<Agent> how, Instant now) {
        roster.agent(number).ifPresent(agent -> {
            how.accept(agent);
            roster.touch(agent);
            agent.ring().filter(ring -> ring.answered().isEmpty()).ifPresent(ring -> line.find(ring.caller())
                    .filter(waiter -> agent.paused().isPresent() || !roster.serves(agent, waiter.queue()))
                    .ifPresent(waiter -> stop(waiter, ring::equals, false)));
            settle(now);
        });
    }

    /** A caller whom an earlier version has left. */
    void restore(Waiter waiter, Instant now) {
        order = Math.max(order, waiter.order());
        roster.adopt(waiter.queue(), now);
        reunion.came(waiter, now);
        settle(now);
    }

    /** A call to an agent that an earlier version has left; as it is known on its leg. */
    void restore(Map<?, ?> memory, boolean answered, Instant now) {
        Ring ring = reunion.came(memory, now);
        if (answered && ring.answered().isEmpty()) {
            answered(ring.id(), now);
        }
        settle(now);
    }

    /** Time has passed. */
    void advance(Instant now) {
        for (Ring ring : List.copyOf(rings.values())) {
            if (ring.answered().isEmpty()) {
                line.find(ring.caller())
                        .filter(waiter -> !now.isBefore(end(waiter, ring)))
                        .ifPresent(waiter -> {
                            missed(waiter, ring, Outcome.MISSED, now);
                            stage.stop(ring, false);
                        });
            }
        }
        for (Waiter waiter : line.inOrder()) {
            if (waiter.state() == Waiter.State.WAITING) {
                if (!now.isBefore(latest(waiter))) {
                    dismiss(waiter, Stage.Way.LATE);
                } else {
                    speak(waiter, now);
                }
            }
        }
        reunion.advance(now);
        settle(now);
    }

    private void speak(Waiter waiter, Instant now) {
        if (waiter.tellAt().filter(at -> !now.isBefore(at)).isPresent()) {
            waiter.told(now);
            int position = line.position(waiter);
            stage.tell(
                    waiter,
                    position,
                    roster.totals(waiter.queue().name()).estimate(position, roster.active(waiter.queue())));
        }
        if (waiter.entertainAt().filter(at -> !now.isBefore(at)).isPresent()) {
            stage.entertain(waiter, waiter.queue().voice().periodic().get(waiter.entertained(now)));
        }
    }

    private void dismiss(Waiter waiter, Stage.Way way) {
        stop(waiter, ring -> true, false);
        line.remove(waiter);
        roster.count(waiter.queue().name()).leave();
        stage.release(waiter, way);
    }

    /** Brings together whoever can be. */
    private void settle(Instant now) {
        if (!open) {
            return;
        }
        // First those who leave: the agents whom they let go are for the others.
        line.inOrder().stream()
                .filter(waiter ->
                        waiter.wanting() && !roster.has(waiter.queue().limits().toStay(), waiter.queue()))
                .forEach(waiter -> dismiss(waiter, Stage.Way.EMPTY));
        line.inOrder().stream().filter(Waiter::wanting).forEach(waiter -> serve(waiter, now));
    }

    private void serve(Waiter waiter, Instant now) {
        Queue queue = waiter.queue();
        if (!waiter.rings().isEmpty() && !turn.grows(queue)) {
            return;
        }
        List<Candidate> free = roster.free(queue, waiter.waited(now), now);
        if (free.isEmpty()) {
            return;
        }
        for (Candidate chosen :
                turn.choose(waiter, free, roster.totals(queue.name()).last(), now)) {
            Agent agent = roster.agent(chosen.agent()).orElseThrow();
            Ring ring = new Ring(waiter.nextRing(), waiter.id(), agent, now);
            agent.ring(ring, now);
            roster.touch(agent);
            roster.count(queue.name()).ring(chosen.position());
            rings.put(ring.id(), ring);
            waiter.rings().put(ring.id(), ring);
            stage.ring(waiter, ring);
        }
    }

    /** What the next version has to know of callers and of calls to agents, by their ids. */
    Map<String, Map<String, Object>> memory() {
        Map<String, Map<String, Object>> memory = new HashMap<>();
        line.all().forEach(waiter -> memory.put(waiter.id(), waiter.memory()));
        rings.values().forEach(ring -> memory.put(ring.id(), ring.memory()));
        return Map.copyOf(memory);
    }

    /** When time alone changes something next. */
    Optional<Instant> next(Instant now) {
        Stream<Instant> ends = rings.values().stream()
                .filter(ring -> ring.answered().isEmpty())
                .flatMap(ring -> line.find(ring.caller()).map(waiter -> end(waiter, ring)).stream());
        Stream<Instant> callers = line.all().stream()
                .filter(waiter -> waiter.state() == Waiter.State.WAITING)
                .flatMap(waiter -> moments(waiter, now));
        Stream<Instant> agents = roster.agents().stream().map(Agent::until).filter(now::isBefore);
        return Stream.of(ends, callers, agents, reunion.until().stream())
                .flatMap(each -> each)
                .min(Comparator.naturalOrder());
    }

    private Stream<Instant> moments(Waiter waiter, Instant now) {
        Stream<Instant> growth = waiter.rings().isEmpty() || !turn.grows(waiter.queue())
                ? Stream.empty()
                : Stream.of(waiter.last().plus(waiter.queue().calling().step())).filter(now::isBefore);
        return Stream.of(
                        Stream.of(latest(waiter)),
                        waiter.tellAt().stream(),
                        waiter.entertainAt().stream(),
                        Roster.nextLevel(waiter.queue(), waiter.joined(), now).stream(),
                        growth)
                .flatMap(each -> each);
    }

    private static Instant end(Waiter waiter, Ring ring) {
        return ring.began().plus(waiter.queue().calling().ring());
    }

    private static Instant latest(Waiter waiter) {
        return waiter.joined().plus(waiter.queue().limits().longest());
    }
}
