// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.router.Tables.call;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.route.RouteQuery;

class IndexTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatAskingEveryRowWouldFind(long seed) {
        Random random = new Random(seed);
        for (int tables = 0; tables < 30; tables++) {
            Reading reading = TableParser.parse(IntStream.range(0, 1 + random.nextInt(60))
                    .boxed()
                    .collect(Collectors.toMap(n -> "route." + n, n -> RandomTables.row(random))));
            assertThat(reading.errors()).isEmpty();
            for (int calls = 0; calls < 300; calls++) {
                RouteQuery query = call(
                        RandomTables.number(random),
                        RandomTables.number(random),
                        random.nextBoolean() ? "trunk-a" : "registrar");
                Row scanned = reading.rows().stream()
                        .filter(row -> row.verdict(query) == Row.Verdict.TAKES)
                        .findFirst()
                        .orElse(null);
                assertThat(find(reading, query))
                        .as("%s in %s", query, reading.rows())
                        .isEqualTo(scanned);
            }
        }
    }

    /** A shadowed row must be one that no call ever reaches. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void noCallReachesARowThatIsSaidToBeShadowed(long seed) {
        Random random = new Random(seed);
        int warnings = 0;
        for (int tables = 0; tables < 60; tables++) {
            Reading reading = TableParser.parse(IntStream.range(0, 20)
                    .boxed()
                    .collect(Collectors.toMap(n -> "route." + n, n -> RandomTables.row(random))));
            var dead = reading.warnings().stream().map(Finding::key).collect(Collectors.toSet());
            warnings += dead.size();
            for (int calls = 0; calls < 500; calls++) {
                Row row = find(reading, call(RandomTables.number(random), RandomTables.number(random), "trunk-a"));
                assertThat(row == null ? "" : row.key()).isNotIn(dead);
            }
        }
        assertThat(warnings).isGreaterThan(50);
    }

    @Test
    void asksFewRowsOfALongTable() {
        assertThat(asked("* %d = 1", "3000", "15000")).isLessThan(10);
        assertThat(asked("%d * = 1", "15000", "911")).isLessThan(10);
        assertThat(asked("%d 0* = 1", "15000", "0301")).isLessThan(10);
        assertThat(asked("* /%d.+/ = 1", "3000", "150007")).isLessThan(10);
        assertThat(asked("* +49%d* = $1", "3000", "+49150001")).isLessThan(10);
    }

    /** How many of ten thousand rows are asked for one call. */
    private static int asked(String format, String from, String to) {
        Map<String, String> rows = IntStream.range(10_000, 20_000)
                .boxed()
                .collect(Collectors.toMap(n -> "route." + n, n -> String.format(format, n)));
        Reading reading = TableParser.parse(rows);
        assertThat(reading.findings()).isEmpty();
        AtomicInteger asked = new AtomicInteger();
        Row row = reading.index().first(from, to, candidate -> {
            asked.incrementAndGet();
            return candidate.verdict(call(from, to)) == Row.Verdict.TAKES;
        });
        assertThat(row.key()).isEqualTo("route.15000");
        return asked.get();
    }

    private static Row find(Reading reading, RouteQuery query) {
        return reading.index().first(query.from(), query.to(), row -> row.verdict(query) == Row.Verdict.TAKES);
    }
}
