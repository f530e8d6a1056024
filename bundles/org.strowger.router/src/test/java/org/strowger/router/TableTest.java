// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.router.Tables.call;
import static org.strowger.router.Tables.configuration;
import static org.strowger.router.Tables.route;
import static org.strowger.router.Tables.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.route.Route;
import org.strowger.api.route.Trace;

class TableTest {
    @Test
    void theFirstRowThatTakesTheCallDecides() {
        Table table =
                table("* 911 = = trunk-a", "2005 * = !403", "* 9* = $1 trunk-b", "* 100-199 = 5000", "* * = +86$1");
        assertThat(route(table, "2005", "911")).isEqualTo("2005>911@trunk-a");
        assertThat(route(table, "2005", "912")).isEqualTo("!403 Forbidden");
        assertThat(route(table, "2006", "912")).isEqualTo("2006>12@trunk-b");
        assertThat(route(table, "2006", "150")).isEqualTo("2006>5000");
        assertThat(route(table, "2006", "200")).isEqualTo("2006>+86200");
    }

    @Test
    void aCallThatNoRowTakesPassesUnchanged() {
        Table table = table("* 2005 2005 1001", "* 221 221 231");
        assertThat(route(table, "3000", "2005")).isEqualTo("2005>1001");
        assertThat(route(table, "3000", "221")).isEqualTo("221>231");
        assertThat(route(table, "3000", "222")).isEqualTo("3000>222");
        assertThat(route(table, "", "")).isEqualTo(">");
        assertThat(route(table(), "3000", "222")).isEqualTo("3000>222");
    }

    @Test
    void theRouteNamesItsRow() {
        Table table = table("* 1 = 2", "* 2 = !404");
        assertThat(table.route(call("3", "1"), Trace.NONE).rule()).isEqualTo("route.1");
        assertThat(table.route(call("3", "2"), Trace.NONE).rule()).isEqualTo("route.2");
        assertThat(table.route(call("3", "3"), Trace.NONE).rule()).isEmpty();
    }

    @Test
    void countsCallsAndNotRehearsals() {
        Table table = table("* 1 = 2", "* 2 = 3");
        route(table, "9", "1");
        route(table, "9", "1");
        table.route(call("9", "1"), (who, step) -> {});
        assertThat(table.rows()).extracting(table::hits).containsExactly(2L, 0L);
    }

    @Test
    void aRowThatStaysAsItWasGoesOnCounting() {
        Table before = table("* 1 = 2", "* 2 = 3", "* 3 = 4");
        List.of("1", "1", "2", "3").forEach(to -> route(before, "9", to));
        Table after = new Table(
                TableParser.parse(configuration("*  1  =  2", "* 2 = 4", "* 3 = 4", "* 4 = 4")), Optional.of(before));
        assertThat(after.rows()).extracting(after::hits).containsExactly(2L, 0L, 1L, 0L);
    }

    @Test
    void explainsWhatItDoes() {
        Table table =
                table("* 100-199 = 1", "2* * = 1", "* * = 2 callin=trunk", "* /9(.)(.*)/ = +4$1$2 trunk-a,trunk-b");
        assertThat(explain(table, "3000", "9123", "+4123"))
                .containsExactly(
                        "route.1: in_to 100-199 does not take 9123",
                        "route.2: in_from 2* does not take 3000",
                        "route.3: callin trunk does not take registrar",
                        "route.4: takes the call: in_from * takes 3000 ($1 = 3000), in_to /9(.)(.*)/ takes 9123 ($1 = 1, $2 = 23)",
                        "route.4: out_from = keeps 3000",
                        "route.4: out_to +4$1$2 makes +4123",
                        "route.4: via trunk-a, then trunk-b");
    }

    @Test
    void explainsARefusal() {
        assertThat(explain(table("* 0900* = !603"), "1", "09001", ""))
                .last()
                .isEqualTo("route.1: refuses with 603 Decline");
        assertThat(explain(table("* /9(.*)/ = $1"), "1", "9", ""))
                .last()
                .isEqualTo("route.1: out_to $1 leaves no number: refuses with 484 Address Incomplete");
    }

    @Test
    void explainsThatNoRowTakesTheCall() {
        assertThat(explain(table("* 1 = 2"), "3000", "7", "7"))
                .containsExactly(
                        "route.1: in_to 1 does not take 7", "table: no row takes the call: 3000 to 7 passes unchanged");
    }

    @Test
    void doesNotExplainEveryRowOfALongTable() {
        String[] rows = new String[200];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "* " + (1000 + i) + " = 1";
        }
        assertThat(explain(table(rows), "1", "1199", "1"))
                .hasSize(50 + 1 + 4)
                .contains("route.50: in_to 1049 does not take 1199", "table: 149 more rows do not take the call");
    }

    private static List<String> explain(Table table, String from, String to, String number) {
        List<String> steps = new ArrayList<>();
        Route traced = table.route(call(from, to), (who, step) -> steps.add(who + ": " + step.get()));
        assertThat(traced).isEqualTo(table.route(call(from, to), Trace.NONE));
        if (traced instanceof Route.To there) {
            assertThat(there.destinations().get(0).number()).isEqualTo(number);
        }
        return steps;
    }
}
