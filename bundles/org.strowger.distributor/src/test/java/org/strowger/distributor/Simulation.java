// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.api.config.Values;
import org.strowger.api.distributor.Strategy;
import org.strowger.api.media.Sound;
import org.strowger.testkit.StillClock;

/**
 * Callers and agents at random, on a clock of their own. It keeps its own books of who waits and who works, from what it does and what it is
 * told, and holds the floor to them at each ring: who was first, who was free, and whom the strategy had to choose.
 */
final class Simulation implements Stage {
    /** An agent in the simulation's books. */
    static final class Worker {
        final String number;
        final Set<String> in = new HashSet<>();
        final Map<String, Long> answered = new HashMap<>();
        final Map<String, Duration> talked = new HashMap<>();
        Instant idleSince = StillClock.START;
        Instant rung = Instant.EPOCH;
        Instant until = Instant.EPOCH;
        boolean paused;
        String busy = "";

        Worker(String number) {
            this.number = number;
        }
    }

    /** A caller in the simulation's books. */
    static final class Person {
        final String id;
        final Queue queue;
        final Instant joined;
        final int arrived;
        boolean present;
        boolean elsewhere;
        boolean talking;
        final Set<String> rings = new HashSet<>();

        Person(String id, Queue queue, Instant joined, int arrived) {
            this.id = id;
            this.queue = queue;
            this.joined = joined;
            this.arrived = arrived;
        }
    }

    private record Event(Instant at, int sequence, Runnable what) {}

    record Rung(Queue queue, List<Worker> free, Worker chosen, int last) {}

    final Map<String, Queue> queues = new HashMap<>();
    final Map<String, Worker> workers = new HashMap<>();
    final Map<String, Person> people = new HashMap<>();
    final List<Rung> rungs = new ArrayList<>();
    private final Random random;
    private final Consumer<Rung> oracle;
    final Floor floor;
    private final Map<String, Worker> ringing = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingInt(Event::sequence));
    private Instant now = StillClock.START;
    private int sequence;
    int joined;
    int talks;
    int abandoned;
    int released;
    int refused;

    Simulation(long seed, Map<String, Map<String, Object>> configured, Consumer<Rung> oracle) {
        this.oracle = oracle;
        random = new Random(seed);
        configured.forEach((name, properties) -> queues.put(name, queue(name, properties)));
        Map<String, Strategy> strategies = Strategies.standard(new Random(seed));
        floor = new Floor(new Turn(name -> Optional.ofNullable(strategies.get(name))), this);
        queues.values()
                .forEach(queue -> queue.posts().forEach(post -> workers.computeIfAbsent(post.agent(), Worker::new)));
        floor.configure(queues, now);
        floor.open(now);
    }

    static Queue queue(String name, Map<String, Object> properties) {
        Values values = new Values(Queues.PID + "~" + name, properties);
        Queue queue = QueueText.read(name, values, properties);
        assertThat(values.problems()).isEmpty();
        return queue;
    }

    /** So many callers come, one after the other, and the simulation runs until the last has gone. */
    void run(int callers, Duration apart) {
        List<String> names = queues.keySet().stream().sorted().toList();
        workers.values().forEach(worker -> in(upTo(5), () -> logIn(worker)));
        Duration at = Duration.ofSeconds(1);
        for (int i = 0; i < callers; i++) {
            at = at.plusMillis(1 + (long) (-Math.log(1 - random.nextDouble()) * apart.toMillis()));
            String id = "c" + i;
            String queue = names.get(random.nextInt(names.size()));
            in(at, () -> come(id, queue));
        }
        for (int i = 0; i < callers / 10; i++) {
            Worker worker = any();
            in(Duration.ofMillis(random.nextInt((int) at.toMillis())), () -> fidget(worker));
        }
        drain();
        assertThat(people).isEmpty();
        assertThat(ringing).isEmpty();
        assertThat(floor.ringing()).isZero();
        assertThat(floor.line().all()).isEmpty();
        assertThat(joined).isEqualTo(talks + abandoned + released);
    }

    private Worker any() {
        List<String> numbers = workers.keySet().stream().sorted().toList();
        return workers.get(numbers.get(random.nextInt(numbers.size())));
    }

    private Duration upTo(int seconds) {
        return Duration.ofMillis(random.nextInt(seconds * 1000));
    }

    private void in(Duration time, Runnable what) {
        events.add(new Event(now.plus(time), sequence++, what));
    }

    private void drain() {
        int idleTicks = 0;
        while (!people.isEmpty() || !events.isEmpty()) {
            Instant tick = floor.next(now).orElse(Instant.MAX);
            Event event = events.peek();
            if (event != null && event.at().isBefore(tick)) {
                events.poll();
                now = event.at();
                event.what().run();
                idleTicks = 0;
            } else {
                assertThat(tick).as("somebody waits, and nothing will happen").isNotEqualTo(Instant.MAX);
                idleTicks = tick.isAfter(now) ? 0 : idleTicks + 1;
                assertThat(idleTicks).as("the clock stands at %s", now).isLessThan(3);
                now = tick.isAfter(now) ? tick : now;
                floor.advance(now);
            }
            nobodyWaitsBesideAnIdleAgent();
        }
    }

    private void logIn(Worker worker) {
        worker.idleSince = now;
        worker.paused = false;
        worker.until = Instant.EPOCH;
        queues.values().stream()
                .filter(queue -> queue.post(worker.number).isPresent())
                .forEach(queue -> worker.in.add(queue.name()));
        floor.change(
                worker.number,
                agent -> {
                    worker.in.forEach(queue -> agent.choose(queue, true));
                    agent.arrive(now);
                },
                now);
    }

    /** An agent pauses and comes back later. */
    private void fidget(Worker worker) {
        worker.paused = true;
        floor.change(worker.number, agent -> agent.pause("tea"), now);
        in(upTo(60), () -> {
            worker.paused = false;
            worker.until = Instant.EPOCH;
            floor.change(worker.number, Agent::resume, now);
        });
    }

    private void come(String id, String name) {
        if (floor.join(id, name, id, now) != Floor.Joined.IN) {
            refused++;
            return;
        }
        joined++;
        Person person = new Person(id, queues.get(name), now, joined);
        people.put(id, person);
        in(Duration.ofMillis(random.nextInt(50)), () -> {
            if (people.containsKey(id)) {
                person.present = true;
                floor.present(id, now);
            }
        });
        if (random.nextInt(4) == 0) {
            in(upTo(60), () -> hangUp(person));
        } else if (random.nextInt(10) == 0) {
            in(upTo(20), () -> wander(person));
        }
    }

    private void wander(Person person) {
        if (people.containsKey(person.id) && person.present && !person.talking) {
            // The caller is elsewhere before the floor says who has the agents then.
            person.elsewhere = true;
            assertThat(floor.elsewhere(person.id, now)).isTrue();
            in(upTo(10), () -> {
                if (people.containsKey(person.id)) {
                    person.elsewhere = false;
                    floor.back(person.id, now);
                }
            });
        }
    }

    private void hangUp(Person person) {
        if (people.remove(person.id) != null) {
            if (person.talking) {
                person.rings.forEach(ring -> talkOver(person, ring));
            } else {
                abandoned++;
            }
            floor.hungUp(person.id, now);
        }
    }

    private void talkOver(Person person, String ring) {
        Worker worker = ringing.remove(ring);
        worker.busy = "";
        worker.idleSince = now;
        worker.until = now.plus(person.queue.calling().wrapUp());
        Duration talk =
                Duration.between(floor.ring(ring).orElseThrow().answered().orElseThrow(), now);
        worker.talked.merge(person.queue.name(), talk, Duration::plus);
    }

    @Override
    public void ring(Waiter waiter, Ring ring) {
        Person person = people.get(waiter.id());
        Worker worker = workers.get(ring.agent().number());
        assertThat(worker.busy)
                .as("%s is rung by one call at a time", worker.number)
                .isEmpty();
        assertThat(person.present && !person.elsewhere && !person.talking).isTrue();
        List<Worker> free = free(person.queue);
        assertThat(free).contains(worker);
        nobodyIsBefore(person, worker);
        Rung rung = new Rung(person.queue, free, worker, last.getOrDefault(person.queue.name(), -1));
        oracle.accept(rung);
        rungs.add(rung);
        last.put(
                person.queue.name(),
                person.queue.post(worker.number).orElseThrow().position());
        worker.busy = ring.id();
        worker.rung = now;
        person.rings.add(ring.id());
        ringing.put(ring.id(), worker);
        in(Duration.ofMillis(100 + random.nextInt(25_000)), () -> answerOrNot(person, ring.id()));
    }

    /** Of all who wait for this agent, nobody has a better right to be served. */
    private void nobodyIsBefore(Person person, Worker worker) {
        people.values().stream()
                .filter(other -> other.present && !other.elsewhere && !other.talking && other.rings.isEmpty())
                .filter(other -> other.queue.post(worker.number).isPresent() && worker.in.contains(other.queue.name()))
                .filter(other -> other != person)
                .forEach(other -> assertThat(before(person, other))
                        .as("%s of %s before %s of %s", person.id, person.queue.name(), other.id, other.queue.name())
                        .isTrue());
    }

    private static boolean before(Person one, Person other) {
        return one.queue.priority() != other.queue.priority()
                ? one.queue.priority() > other.queue.priority()
                : one.arrived < other.arrived;
    }

    private List<Worker> free(Queue queue) {
        return queue.posts().stream()
                .map(post -> workers.get(post.agent()))
                .filter(worker -> worker.in.contains(queue.name())
                        && worker.busy.isEmpty()
                        && !worker.paused
                        && !now.isBefore(worker.until))
                .toList();
    }

    private void answerOrNot(Person person, String ring) {
        Worker worker = ringing.get(ring);
        if (worker == null || !worker.busy.equals(ring)) {
            return;
        }
        int lot = random.nextInt(10);
        if (lot < 2) {
            Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
            rest(person, ring, outcome);
            floor.ended(ring, outcome, now);
        } else {
            talks++;
            person.talking = true;
            worker.answered.merge(person.queue.name(), 1L, Long::sum);
            floor.answered(ring, now);
            in(upTo(90), () -> {
                if (people.remove(person.id) != null) {
                    talkOver(person, ring);
                    floor.ended(ring, Outcome.UNREACHABLE, now);
                }
            });
        }
    }

    private void rest(Person person, String ring, Outcome outcome) {
        Worker worker = ringing.remove(ring);
        person.rings.remove(ring);
        worker.busy = "";
        worker.until = now.plus(person.queue.calling().rests().get(outcome));
    }

    @Override
    public void stop(Ring ring, boolean elsewhere) {
        Worker worker = ringing.get(ring.id());
        if (worker == null) {
            return;
        }
        Person person = people.get(ring.caller());
        boolean late = Duration.between(ring.began(), now).compareTo(Duration.ofSeconds(20)) >= 0;
        if (late && person != null && !person.talking && !person.elsewhere && !worker.paused) {
            rest(person, ring.id(), Outcome.MISSED);
        } else {
            ringing.remove(ring.id());
            worker.busy = "";
            if (person != null) {
                person.rings.remove(ring.id());
            }
        }
    }

    @Override
    public void connect(Waiter waiter, Ring ring, boolean again) {
        assertThat(people.get(waiter.id()).rings).containsExactly(ring.id());
    }

    @Override
    public void release(Waiter waiter, Way way) {
        if (way != Way.OVER) {
            released++;
            people.remove(waiter.id());
        }
    }

    @Override
    public void tell(Waiter waiter, int position, Optional<Duration> estimate) {
        Person person = people.get(waiter.id());
        Function<Person, Boolean> counts = other -> other.queue == person.queue && !other.talking;
        long ahead = people.values().stream()
                .filter(other -> counts.apply(other) && other.arrived < person.arrived)
                .count();
        assertThat(position).isEqualTo((int) ahead + 1);
    }

    @Override
    public void entertain(Waiter waiter, Sound sound) {
        assertThat(people).containsKey(waiter.id());
    }

    private void nobodyWaitsBesideAnIdleAgent() {
        for (Person person : people.values()) {
            if (person.present && !person.elsewhere && !person.talking && person.rings.isEmpty()) {
                assertThat(free(person.queue).stream().map(each -> each.number))
                        .as("idle beside %s of %s at %s", person.id, person.queue.name(), now)
                        .isEmpty();
            }
        }
    }
}
