// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableParserTest {
    @Test
    void rowsStandInTheOrderOfTheirNumbers() {
        Reading reading = TableParser.parse(
                Map.of("route.100", "* 3 = =", "route.9", "* 1 = =", "route.10", "* 2 = =", "route.000", "* 0 = ="));
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.rows())
                .extracting(Row::key)
                .containsExactly("route.000", "route.9", "route.10", "route.100");
    }

    @Test
    void whatTheFrameworkAddsIsNoRow() {
        Map<String, Object> configuration =
                new HashMap<>(Map.of("service.pid", "org.strowger.router", "component.id", 7L));
        configuration.put("felix.fileinstall.filename", "file:/etc/org.strowger.router.cfg");
        configuration.put("service.ranking", 5);
        configuration.put("pbx.role", "router");
        configuration.put(".hidden", "x");
        Reading reading = TableParser.parse(configuration);
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.rows()).isEmpty();
    }

    @Test
    void allErrorsOfATableAreListed() {
        Reading reading = TableParser.parse(Map.of(
                "route.20", "* 199-100 = =",
                "route.3", "* 1 = = colour=red",
                "route.03", "* 1 = =",
                "route.4", 4,
                "route.5", "* 5 = =",
                "routes.6", "* 1 = =",
                "route.x", "* 1 = ="));
        assertThat(reading.errors())
                .extracting(Finding::toString)
                .containsExactlyInAnyOrder(
                        "route.3: is the same row as route.03",
                        "route.4: is not a text but 4",
                        "route.20: in_to: range 199-100 is upside down",
                        "routes.6: unknown key; rows are route.1, route.2 and so on",
                        "route.x: unknown key; rows are route.1, route.2 and so on");
    }

    @Test
    void aTableIsBounded() {
        Map<String, String> rows = IntStream.rangeClosed(0, TableParser.MOST_ROWS)
                .boxed()
                .collect(Collectors.toMap(n -> "route." + n, n -> "* " + n + " = ="));
        assertThat(TableParser.parse(rows).errors())
                .extracting(Finding::toString)
                .containsExactly("route.*: 100001 rows, more than 100000");
    }

    @Test
    void aRowThatNeverMatchesIsAWarningThatNamesBoth() {
        Reading reading = TableParser.parse(Map.of("route.1", "* 9* = $1", "route.2", "* 911 = ="));
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.warnings())
                .extracting(Finding::toString)
                .containsExactly("route.2: never matches: route.1 (* 9* = $1) takes all its calls");
    }
}
