// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of messages that nearly are as they should be: both parsers make the same of each. {@code -Dparser.fuzz.count=1000000}
 * takes more of them, {@code -Dparser.fuzz.seed=N} begins with another; one that fails alone is had by its seed and a count of 1.
 */
class ParserFuzzTest {
    private static final int COUNT = Integer.getInteger("parser.fuzz.count", 20_000);
    private static final long FIRST = Long.getLong("parser.fuzz.seed", 1);

    @Test
    void makesTheSameOfMessagesThatAreNearlyUsual() {
        compare(Texts.of("usual.txt"), FIRST, COUNT);
    }

    @Test
    void makesTheSameOfMessagesThatAreNearlyTorture() {
        compare(
                Stream.concat(Texts.of("usual.txt").stream(), Texts.of("torture.txt").stream())
                        .toList(),
                FIRST,
                Math.max(1, COUNT / 4));
    }

    private static void compare(List<Texts> messages, long first, int count) {
        for (long seed = first; seed < first + count; seed++) {
            Mutations mutations = new Mutations(seed);
            byte[] bytes = mutations.of(messages);
            Outcome.Hearing hearing = mutations.any(List.of(Outcome.Hearing.values()));
            assertThat(Outcome.difference(bytes, mutations.maybe(), hearing))
                    .as("-Dparser.fuzz.seed=%d -Dparser.fuzz.count=1: %s with%n%s", seed, hearing, shown(bytes))
                    .isNull();
        }
    }

    private static String shown(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r", "\\r");
    }
}
