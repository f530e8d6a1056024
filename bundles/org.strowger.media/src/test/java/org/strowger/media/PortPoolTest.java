// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortPoolTest {
    private final PortPool pool = new PortPool(20_001, 20_009, new Random(1));

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
}
