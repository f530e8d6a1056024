// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The order of RFC 2782. */
class WeightedTest {
    private static final int TIMES = 20_000;

    private final RandomGenerator random = new SplittableRandom(7);

    private record One(String name, int priority, int weight) implements Weighted {}

    private Map<String, Integer> firsts(List<One> some) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < TIMES; i++) {
            counts.merge(Weighted.<One>order(some, random).get(0).name(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void theLowestPriorityComesFirstWhateverTheWeights() {
        List<One> some = List.of(new One("late", 20, 1_000), new One("early", 10, 0), new One("last", 30, 5));
        for (int i = 0; i < 100; i++) {
            assertThat(Weighted.<One>order(some, random))
                    .extracting(One::name)
                    .containsExactly("early", "late", "last");
        }
    }

    @Test
    void ofOnePriorityEachComesFirstAsOftenAsItsWeightSays() {
        Map<String, Integer> counts =
                firsts(List.of(new One("a", 1, 60), new One("b", 1, 30), new One("c", 1, 10), new One("z", 2, 900)));
        assertThat(counts.get("a") / (double) TIMES).isEqualTo(0.6, within(0.02));
        assertThat(counts.get("b") / (double) TIMES).isEqualTo(0.3, within(0.02));
        assertThat(counts.get("c") / (double) TIMES).isEqualTo(0.1, within(0.02));
        assertThat(counts).doesNotContainKey("z");
    }

    @Test
    void oneWithoutWeightHasASmallChance() {
        Map<String, Integer> counts = firsts(List.of(new One("a", 1, 99), new One("none", 1, 0)));
        assertThat(counts.get("none") / (double) TIMES).isEqualTo(0.01, within(0.005));
    }

    @Test
    void everyOneIsInTheOrderOnce() {
        List<One> some =
                List.of(new One("a", 1, 0), new One("b", 1, 0), new One("c", 1, 65_535), new One("d", 1, 65_535));
        for (int i = 0; i < 100; i++) {
            assertThat(Weighted.<One>order(some, random)).containsExactlyInAnyOrderElementsOf(some);
        }
    }

    @Test
    void theAddressesOfOneServerStayTogether() {
        Flow a1 = new Flow(Transport.UDP, "192.0.2.1", 5060, "");
        Flow a2 = new Flow(Transport.UDP, "192.0.2.2", 5060, "");
        Flow b = new Flow(Transport.UDP, "192.0.2.3", 5060, "");
        ServerSet set = new ServerSet(
                List.of(new ServerSet.Server(20, 0, List.of(b, a1)), new ServerSet.Server(10, 0, List.of(a1, a2))),
                Duration.ofMinutes(1),
                "");
        assertThat(set.order(random)).containsExactly(a1, a2, b);
        assertThat(set.flows()).containsExactly(a1, a2, b);
        assertThat(ServerSet.none(Duration.ZERO, "no such name").order(random)).isEmpty();
        assertThatThrownBy(() -> new ServerSet.Server(1, 1, List.of())).hasMessageContaining("addresses");
    }
}
