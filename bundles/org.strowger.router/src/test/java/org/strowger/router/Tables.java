// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Trace;

/** Short words for tests. */
final class Tables {
    private Tables() {}

    /** Rows as route.1, route.2 and so on. */
    static Map<String, Object> configuration(String... rows) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        for (String row : rows) {
            configuration.put("route." + (configuration.size() + 1), row);
        }
        return configuration;
    }

    static Table table(String... rows) {
        Reading reading = TableParser.parse(configuration(rows));
        if (!reading.errors().isEmpty()) {
            throw new IllegalArgumentException(reading.errors().toString());
        }
        return new Table(reading, Optional.empty());
    }

    static RouteQuery call(String from, String to) {
        return call(from, to, "registrar");
    }

    static RouteQuery call(String from, String to, String callin) {
        return new RouteQuery(from, to, callin, Instant.EPOCH);
    }

    static String route(Table table, String from, String to) {
        return say(table.route(call(from, to), Trace.NONE));
    }

    /** {@code from>to}, with {@code @via} where there is one, for each destination; or the status. */
    static String say(Route route) {
        if (route instanceof Route.Refuse refuse) {
            return "!" + refuse.status();
        }
        StringBuilder said = new StringBuilder();
        for (Destination destination : ((Route.To) route).destinations()) {
            said.append(said.length() > 0 ? " " : "")
                    .append(destination.callerNumber())
                    .append('>')
                    .append(destination.number())
                    .append(destination.via().map(via -> "@" + via).orElse(""));
        }
        return said.toString();
    }
}
