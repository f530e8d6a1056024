// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Trace;

/** Tells a trace why a call went where it went: the rows' own verdicts, and what the row that took it made of it. */
final class Explanation {
    private static final int MOST_REJECTIONS = 50;

    private final RouteQuery query;
    private final Trace trace;

    Explanation(RouteQuery query, Trace trace) {
        this.query = query;
        this.trace = trace;
    }

    /** @param taker the row that decided; null for none */
    void of(List<Row> rows, Row taker, Route route) {
        int before = 0;
        for (Row row : rows) {
            if (row.equals(taker)) {
                break;
            }
            if (before++ < MOST_REJECTIONS) {
                trace.note(row.key(), () -> why(row));
            }
        }
        if (before > MOST_REJECTIONS) {
            int more = before - MOST_REJECTIONS;
            trace.note("table", () -> more + " more rows do not take the call");
        }
        if (taker == null) {
            trace.note(
                    "table",
                    () -> "no row takes the call: " + query.from() + " to " + query.to() + " passes unchanged");
        } else {
            taken(taker, route);
        }
    }

    private String why(Row row) {
        return switch (row.verdict(query)) {
            case OTHER_CALLIN -> "callin " + row.callin() + " does not take " + query.callin();
            case OTHER_FROM -> "in_from " + row.inFrom() + " does not take " + query.from();
            case OTHER_TO -> "in_to " + row.inTo() + " does not take " + query.to();
            case TAKES -> throw new IllegalStateException(row.key() + " takes the call and was passed over");
        };
    }

    private void taken(Row row, Route route) {
        trace.note(
                row.key(),
                () -> "takes the call: in_from " + side(row.inFrom(), query.from()) + ", in_to "
                        + side(row.inTo(), query.to()) + (row.callin().isEmpty() ? "" : ", callin " + row.callin()));
        if (route instanceof Route.Refuse refuse) {
            trace.note(
                    row.key(),
                    () -> (row.refusal().isPresent()
                                    ? "refuses"
                                    : "out_to " + row.outTo().text() + " leaves no number: refuses")
                            + " with " + refuse.status());
            return;
        }
        List<Destination> destinations = ((Route.To) route).destinations();
        trace.note(
                row.key(),
                () -> made("out_from", row.outFrom(), destinations.get(0).callerNumber()));
        trace.note(
                row.key(), () -> made("out_to", row.outTo(), destinations.get(0).number()));
        trace.note(row.key(), () -> destinations.stream()
                .map(Destination::via)
                .flatMap(Optional::stream)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", then "),
                        ways -> ways.isEmpty() ? "via any role that knows the number" : "via " + ways)));
    }

    private static String made(String column, Template template, String number) {
        return column + " " + template.text() + (template.keeps() ? " keeps " : " makes ") + number;
    }

    private static String side(NumberPattern pattern, String number) {
        String captures = IntStream.rangeClosed(1, pattern.captures())
                .mapToObj(group -> "$" + group + " = " + pattern.capture(number, group))
                .collect(Collectors.joining(", "));
        return pattern + " takes " + number + (captures.isEmpty() ? "" : " (" + captures + ")");
    }
}
