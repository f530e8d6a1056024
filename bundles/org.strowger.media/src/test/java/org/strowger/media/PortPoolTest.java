// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPoolTest {
    private final PortPool pool = new PortPool(20_001, 20_009, new Random(1), Set.of());

    @Test
    void everyEvenPortWithItsNextIsGivenOutOnceAndThenNone() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            ports.add(pool.take("call").orElseThrow());
        }
        assertThat(ports).containsExactlyInAnyOrder(20_002, 20_004, 20_006, 20_008);
        assertThat(pool.take("call")).isEmpty();
        assertThat(pool.size()).isEqualTo(4);
        assertThat(pool.bound()).isEqualTo(4);
    }

    @Test
    void thePortThatWasGivenBackLastComesLast() {
        int first = pool.take("a").orElseThrow();
        pool.give(List.of(first));
        for (int i = 0; i < 3; i++) {
            assertThat(pool.take("b")).isNotEqualTo(OptionalInt.of(first));
        }
        assertThat(pool.take("b")).hasValue(first);
    }

    @Test
    void aPortGivenBackTwiceIsFreeOnce() {
        int port = pool.take("a").orElseThrow();
        pool.give(List.of(port));
        pool.give(List.of(port));
        assertThat(pool.size()).isZero();
        for (int i = 0; i < 4; i++) {
            assertThat(pool.take("b")).isPresent();
        }
        assertThat(pool.take("b")).isEmpty();
    }

    @Test
    void aNewRangeLeavesWhatIsTakenAndForgetsItWhenItComesBack() {
        int port = pool.take("a").orElseThrow();
        pool.range(30_000, 30_003);
        assertThat(pool.callIds()).containsExactly("a");
        pool.give(List.of(port));
        assertThat(List.of(pool.take("b").orElseThrow(), pool.take("b").orElseThrow()))
                .containsExactlyInAnyOrder(30_000, 30_002);
        assertThat(pool.take("b")).isEmpty();
    }

    @Test
    void aNewRangeDoesNotGiveOutWhatIsTaken() {
        int port = pool.take("a").orElseThrow();
        pool.range(20_000, 20_009);
        for (int i = 0; i < 4; i++) {
            assertThat(pool.take("b")).isPresent().isNotEqualTo(OptionalInt.of(port));
        }
        assertThat(pool.take("b")).isEmpty();
    }

    @Test
    void aPortThatIsAskedForByNumberIsGivenOutOnceInTheRangeOrNot() {
        assertThat(pool.take("a", 20_004)).isTrue();
        assertThat(pool.take("b", 20_004)).isFalse();
        assertThat(pool.take("a", 40_000)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(pool.take("b")).isPresent().isNotEqualTo(OptionalInt.of(20_004));
        }
        assertThat(pool.take("b")).isEmpty();
        pool.give(List.of(20_004, 40_000));
        assertThat(pool.take("b")).hasValue(20_004);
        assertThat(pool.take("b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void awaitedPortsAreGivenOutWhenThereIsNoOther(boolean rangeIsSetAgain) {
        PortPool later = new PortPool(20_000, 20_019, new Random(2), Set.of(20_002, 20_010, 40_000));
        if (rangeIsSetAgain) {
            later.range(20_000, 20_019);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            order.add(later.take("new").orElseThrow());
        }
        assertThat(order.subList(0, 8)).doesNotContain(20_002, 20_010);
        assertThat(order.subList(8, 10)).containsExactlyInAnyOrder(20_002, 20_010);
        assertThat(later.take("new")).isEmpty();
    }

    @Test
    void awaitedPortsAreAwaitedByTheNextToo() {
        PortPool later = new PortPool(20_000, 20_019, new Random(2), Set.of(20_002, 20_010));
        assertThat(later.take("back", 20_002)).isTrue();
        int fresh = later.take("new").orElseThrow();
        assertThat(later.ports()).containsExactlyInAnyOrder(20_002, 20_010, fresh);
        later.give(List.of(20_002, fresh));
        assertThat(later.ports()).containsExactly(20_010);
        later.awaitNoLonger();
        assertThat(later.ports()).isEmpty();
    }
}
