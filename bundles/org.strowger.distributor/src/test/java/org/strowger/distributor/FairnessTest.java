// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.distributor.Simulation.Rung;
import org.strowger.distributor.Simulation.Worker;

/** Thousands of random callers and agents; {@link Simulation} holds each ring to the rules that all strategies obey. */
class FairnessTest {
    private static final int CALLERS = Integer.getInteger("distributor.callers", 500);
    private static final int AGENTS = 12;

    @ParameterizedTest
    @CsvSource({
        "ring-all, 1",
        "longest-idle, 2",
        "least-recent, 3",
        "round-robin, 4",
        "linear, 5",
        "random, 6",
        "weighted-random, 7",
        "fewest-calls, 8",
        "least-talk, 9",
        "progressive, 10"
    })
    void everyStrategyKeepsTheRulesOfTheFloor(String strategy, long seed) {
        Simulation simulation = run(strategy, seed);
        assertThat(simulation.talks).isGreaterThan(CALLERS / 4);
        assertThat(simulation.abandoned).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"longest-idle", "least-recent", "linear", "fewest-calls", "least-talk"})
    void itRingsTheOneWhomItsOrderPutsFirst(String strategy) {
        Map<String, Function<Rung, Comparator<Worker>>> orders = Map.of(
                "longest-idle", rung -> Comparator.comparing(worker -> worker.idleSince),
                "least-recent", rung -> Comparator.comparing(worker -> worker.rung),
                "linear", rung -> Comparator.comparing(worker -> 0),
                "fewest-calls",
                        rung -> Comparator.comparing(worker ->
                                worker.answered.getOrDefault(rung.queue().name(), 0L)),
                "least-talk",
                        rung -> Comparator.comparing(worker ->
                                worker.talked.getOrDefault(rung.queue().name(), Duration.ZERO)));
        Oracle oracle = new Oracle(orders.get(strategy));
        new Simulation(21, queues(strategy), oracle::check).run(CALLERS, Duration.ofSeconds(3));
        assertThat(oracle.checked).isGreaterThan(CALLERS / 4);
    }

    /** Checked as the ring begins: later the books have moved on. */
    private static final class Oracle {
        private final Function<Rung, Comparator<Worker>> order;
        private int checked;

        Oracle(Function<Rung, Comparator<Worker>> order) {
            this.order = order;
        }

        void check(Rung rung) {
            Worker best = rung.free().stream()
                    .min(order.apply(rung).thenComparing(worker -> position(rung, worker)))
                    .orElseThrow();
            assertThat(rung.chosen().number).isEqualTo(best.number);
            checked++;
        }
    }

    private static int position(Rung rung, Worker worker) {
        return rung.queue().post(worker.number).orElseThrow().position();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void roundRobinRingsTheNextBehindTheLast(long seed) {
        Simulation simulation = run("round-robin", seed);
        simulation.rungs.forEach(rung -> {
            List<Integer> free =
                    rung.free().stream().map(worker -> position(rung, worker)).toList();
            int expected = free.stream()
                    .filter(position -> position > rung.last())
                    .findFirst()
                    .orElse(free.get(0));
            assertThat(position(rung, rung.chosen())).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @CsvSource({"random, 1", "weighted-random, 3"})
    void lotsFallByWeight(String strategy, int weightOfTheFirst) {
        Simulation simulation = run(strategy, 41);
        // How often each was expected, were the lots true; and how far from it chance may lead.
        Map<String, Double> expected = new HashMap<>();
        Map<String, Double> variance = new HashMap<>();
        Map<String, Long> rung = simulation.rungs.stream()
                .collect(Collectors.groupingBy(each -> each.chosen().number, Collectors.counting()));
        simulation.rungs.forEach(each -> {
            double all = each.free().stream()
                    .mapToInt(worker -> weight(worker, weightOfTheFirst))
                    .sum();
            each.free().forEach(worker -> {
                double chance = weight(worker, weightOfTheFirst) / all;
                expected.merge(worker.number, chance, Double::sum);
                variance.merge(worker.number, chance * (1 - chance), Double::sum);
            });
        });
        rung.forEach((number, count) -> assertThat((double) count)
                .as(number)
                .isBetween(
                        expected.get(number) - 4.5 * Math.sqrt(variance.get(number)) - 1,
                        expected.get(number) + 4.5 * Math.sqrt(variance.get(number)) + 1));
    }

    private static int weight(Worker worker, int first) {
        return worker.number.equals("a0") ? first : 1;
    }

    private static Simulation run(String strategy, long seed) {
        Simulation simulation = new Simulation(seed, queues(strategy), rung -> {});
        simulation.run(CALLERS, Duration.ofSeconds(3));
        return simulation;
    }

    /** Three queues that share agents, one of them more urgent. */
    private static Map<String, Map<String, Object>> queues(String strategy) {
        return Map.of(
                "red", queue(strategy, 0, 0, AGENTS * 2 / 3),
                "green", queue(strategy, 0, AGENTS / 3, AGENTS),
                "gold", queue(strategy, 5, 0, AGENTS));
    }

    private static Map<String, Object> queue(String strategy, int priority, int first, int end) {
        String agents = IntStream.range(first, end)
                .mapToObj(i -> i == 0 ? "a0 weight=3" : "a" + i)
                .collect(Collectors.joining(", "));
        Map<String, Object> properties = new HashMap<>();
        properties.put("numbers", "500");
        properties.put("strategy", strategy);
        properties.put("priority", priority);
        properties.put("agents", agents);
        properties.put("ring", 20);
        properties.put("step", 5);
        properties.put("wrapup", 8);
        properties.put("wait.max", 240);
        properties.put("missed.max", 0);
        properties.put("announce.every", 30);
        properties.put("length.max", 40);
        properties.put("join.while", "always");
        return properties;
    }
}
