// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.api.distributor.Candidate;
import org.strowger.api.distributor.Round;
import org.strowger.api.distributor.Strategy;
import org.strowger.api.media.Sound;
import org.strowger.testkit.StillClock;

class FloorTest {
    private final Map<String, Strategy> strategies = new HashMap<>(Strategies.standard(new Random(1)));
    private final List<String> story = new ArrayList<>();
    private final Floor floor = new Floor(new Turn(name -> Optional.ofNullable(strategies.get(name))), new Told());
    private Instant now = StillClock.START;

    /** Writes down what is to be done. */
    private final class Told implements Stage {
        @Override
        public void ring(Waiter waiter, Ring ring) {
            story.add(waiter.id() + " rings " + ring.agent().number());
        }

        @Override
        public void stop(Ring ring, boolean elsewhere) {
            story.add("stop " + ring.agent().number() + (elsewhere ? " elsewhere" : ""));
        }

        @Override
        public void connect(Waiter waiter, Ring ring, boolean again) {
            story.add(waiter.id() + " talks to " + ring.agent().number());
        }

        @Override
        public void release(Waiter waiter, Way way) {
            story.add(waiter.id() + " " + way);
        }

        @Override
        public void tell(Waiter waiter, int position, Optional<Duration> estimate) {
            story.add(waiter.id() + " is " + position
                    + estimate.map(wait -> ", for " + wait.toSeconds()).orElse(""));
        }

        @Override
        public void entertain(Waiter waiter, Sound sound) {
            story.add(waiter.id() + " hears " + ((Sound.Prompt) sound).name());
        }
    }

    @Test
    void ringAllRingsAllAndTheOthersAreToldWhoAnswered() {
        open(Map.of("q", queue("agents", "a, b, c", "strategy", "ring-all")));
        join("x", "q");
        answer("x/2");
        assertThat(story)
                .containsExactly(
                        "x rings a", "x rings b", "x rings c", "stop a elsewhere", "stop c elsewhere", "x talks to b");
    }

    @Test
    void progressiveRingsOneMoreAfterEachStep() {
        open(Map.of("q", queue("agents", "a, b, c", "strategy", "progressive", "step", 5, "ring", 60)));
        join("x", "q");
        pass(4);
        assertThat(story).containsExactly("x rings a");
        pass(1);
        pass(5);
        assertThat(story).containsExactly("x rings a", "x rings b", "x rings c");
    }

    @Test
    void aLevelOpensWithTimeOrAtOnceWhereNobodyBelowWorks() {
        open(Map.of("q", queue("agents", "a, b level=1, c level=2", "level.after", 10, "rest.busy", 300)));
        join("x", "q");
        fail("x/1", Outcome.BUSY);
        assertThat(story).containsExactly("x rings a");
        pass(9);
        assertThat(story).hasSize(1);
        pass(1);
        assertThat(story).endsWith("x rings b");
        fail("x/2", Outcome.BUSY);
        pass(10);
        assertThat(story).endsWith("x rings c");

        floor.change("a", agent -> agent.pause(""), now);
        floor.change("b", Agent::resume, now);
        join("y", "q");
        assertThat(story).as("b's level is the lowest at work").endsWith("y rings b");
    }

    @Test
    void priorityComesFirstAcrossQueuesThenArrival() {
        open(Map.of(
                "plain", queue("numbers", "1", "agents", "a", "wrapup", 0),
                "other", queue("numbers", "2", "agents", "a", "wrapup", 0),
                "gold", queue("numbers", "3", "agents", "a", "wrapup", 0, "priority", 1)));
        floor.change("a", agent -> agent.pause(""), now);
        join("x", "plain");
        join("y", "other");
        join("z", "gold");
        floor.change("a", Agent::resume, now);
        List.of("z/1", "x/1", "y/1").forEach(ring -> {
            answer(ring);
            floor.ended(ring, Outcome.UNREACHABLE, now);
        });
        assertThat(story)
                .filteredOn(line -> line.contains("rings"))
                .containsExactly("z rings a", "x rings a", "y rings a");
    }

    @Test
    void wrapUpIsTheAgentsOwnAndCountsForAllQueues() {
        open(Map.of(
                "one", queue("numbers", "1", "agents", "a wrapup=40, b", "wrapup", 5),
                "two", queue("numbers", "2", "agents", "a", "wrapup", 0)));
        floor.change("b", agent -> agent.pause(""), now);
        join("x", "one");
        answer("x/1");
        floor.ended("x/1", Outcome.UNREACHABLE, now);
        join("y", "two");
        pass(39);
        assertThat(story).doesNotContain("y rings a");
        pass(1);
        assertThat(story).contains("y rings a");
    }

    @Test
    void whoDoesNotAnswerTooOftenIsPaused() {
        open(Map.of("q", queue("agents", "a", "missed.max", 2, "ring", 10, "rest.missed", 5)));
        join("x", "q");
        pass(10);
        pass(5);
        pass(10);
        assertThat(story).containsExactly("x rings a", "stop a", "x rings a", "stop a");
        assertThat(floor.roster().agent("a").orElseThrow().paused()).contains("did not answer");
        pass(500);
        assertThat(story).hasSize(4);
    }

    @Test
    void whoMayNotStayLeavesAndWhoMayNotJoinIsRefused() {
        open(Map.of("q", queue("agents", "a, b", "stay.while", "active", "join.while", "active", "length.max", 2)));
        join("x", "q");
        assertThat(floor.join("y", "q", "1", now)).isEqualTo(Floor.Joined.IN);
        assertThat(floor.join("z", "q", "1", now)).isEqualTo(Floor.Joined.FULL);
        floor.change("a", agent -> agent.pause(""), now);
        floor.change("b", agent -> agent.choose("q", false), now);
        assertThat(story).endsWith("x rings b", "stop b", "x is left alone");
        floor.hungUp("y", now);
        assertThat(floor.join("z", "q", "1", now)).isEqualTo(Floor.Joined.NOBODY);
        assertThat(floor.join("z", "nowhere", "1", now)).isEqualTo(Floor.Joined.CLOSED);
        assertThat(floor.roster().totals("q").refused()).isEqualTo(2);
    }

    @Test
    void theWaitIsEstimatedByTheTalksSoFar() {
        open(Map.of("q", queue("agents", "a", "wrapup", 20, "announce.every", 10, "wait.max", 600)));
        join("x", "q");
        answer("x/1");
        join("y", "q");
        pass(10);
        assertThat(story).endsWith("y is 1");
        pass(30);
        floor.ended("x/1", Outcome.UNREACHABLE, now);
        pass(10);
        assertThat(story).endsWith("y is 1, for 60");
    }

    @Test
    void periodicPromptsTakeTurns() {
        open(Map.of(
                "q",
                queue(
                        "agents",
                        "a",
                        "join.while",
                        "always",
                        "announce.every",
                        0,
                        "prompt.periodic",
                        "p, q",
                        "periodic.every",
                        10)));
        floor.change("a", agent -> agent.pause(""), now);
        join("x", "q");
        pass(10);
        pass(10);
        pass(10);
        assertThat(story).containsExactly("x hears p", "x hears q", "x hears p");
    }

    @Test
    void aStrategyThatFailsOrIsAwayLeavesNobodyWaiting() {
        strategies.put("broken", round -> {
            throw new IllegalStateException("broken");
        });
        strategies.put("idle", round -> List.of());
        strategies.put("foreign", FloorTest::foreign);
        for (String strategy : List.of("broken", "idle", "foreign", "away")) {
            story.clear();
            Floor each = new Floor(new Turn(name -> Optional.ofNullable(strategies.get(name))), new Told());
            each.configure(read(Map.of("q", queue("agents", "a, b", "strategy", strategy))), now);
            each.open(now);
            each.join("x", "q", "1", now);
            each.present("x", now);
            assertThat(story).as(strategy).containsExactly("x rings a");
        }
    }

    private static List<Candidate> foreign(Round round) {
        return List.of(new Candidate("somebody", 0, 1, Instant.EPOCH, Instant.EPOCH, 0, Duration.ZERO));
    }

    @Test
    void anotherConfigurationIsForThoseWhoWait() {
        open(Map.of("q", queue("agents", "a", "join.while", "always")));
        floor.change("a", agent -> agent.pause(""), now);
        join("x", "q");
        floor.configure(read(Map.of("q", queue("agents", "a, b"))), now);
        assertThat(story).containsExactly("x rings b");
        floor.configure(Map.of(), now);
        answer("x/1");
        assertThat(story).as("the queue has gone, the caller has not").endsWith("x talks to b");
    }

    private void open(Map<String, Map<String, Object>> queues) {
        floor.configure(read(queues), now);
        floor.open(now);
    }

    private static Map<String, Queue> read(Map<String, Map<String, Object>> queues) {
        Map<String, Queue> read = new HashMap<>();
        queues.forEach((name, properties) -> read.put(name, Simulation.queue(name, properties)));
        return read;
    }

    private static Map<String, Object> queue(Object... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("login", false);
        properties.put("announce.every", 0);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    private void join(String id, String queue) {
        assertThat(floor.join(id, queue, "1", now)).isEqualTo(Floor.Joined.IN);
        floor.present(id, now);
    }

    private void answer(String ring) {
        floor.answered(ring, now);
    }

    private void fail(String ring, Outcome outcome) {
        floor.ended(ring, outcome, now);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        floor.advance(now);
    }
}
