// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Trace;

/**
 * A table in force: its rows and how often each was used. Immutable but for the counts; asked by many threads at once.
 */
final class Table {
    private final Reading reading;
    private final Map<String, LongAdder> hits = new HashMap<>();

    /** @param before the table that this one replaces: a row that stays as it was goes on counting */
    Table(Reading reading, Optional<Table> before) {
        this.reading = reading;
        Map<String, Row> known = new HashMap<>();
        before.ifPresent(table -> table.rows().forEach(row -> known.put(row.key(), row)));
        for (Row row : reading.rows()) {
            Row old = known.get(row.key());
            boolean same = old != null && old.text().equals(row.text());
            hits.put(row.key(), same ? before.get().hits.get(row.key()) : new LongAdder());
        }
    }

    List<Row> rows() {
        return reading.rows();
    }

    List<Finding> warnings() {
        return reading.warnings();
    }

    long hits(Row row) {
        return hits.get(row.key()).sum();
    }

    Route route(RouteQuery query, Trace trace) {
        Row row = reading.index().first(query.from(), query.to(), asked -> asked.verdict(query) == Row.Verdict.TAKES);
        Route route = row == null ? unchanged(query) : row.route(query);
        if (trace != Trace.NONE) {
            new Explanation(query, trace).of(reading.rows(), row, route);
        } else if (row != null) {
            // a rehearsal is no call
            hits.get(row.key()).increment();
        }
        return route;
    }

    private static Route unchanged(RouteQuery query) {
        return new Route.To(List.of(new Destination(query.to(), query.from(), Optional.empty())), "");
    }
}
