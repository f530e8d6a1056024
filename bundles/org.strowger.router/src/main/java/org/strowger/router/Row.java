// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.sip.Status;

/**
 * One row of the table, ready to be used. Immutable.
 *
 * @param key its key in the configuration, by which operators call it: {@code route.20}
 * @param text as written, with one blank between columns
 * @param callin the role that must have brought the call in, by name or kind; empty for any
 * @param refusal the status to refuse with; then outTo and ways say nothing
 * @param ways the roles to go out by, in order; one empty one for whichever role knows the number
 */
record Row(
        String key,
        String text,
        NumberPattern inFrom,
        NumberPattern inTo,
        String callin,
        Template outFrom,
        Template outTo,
        Optional<Status> refusal,
        List<Optional<String>> ways) {
    /** Whether a row takes a call, and else the first of its columns that does not. */
    enum Verdict {
        TAKES,
        OTHER_CALLIN,
        OTHER_FROM,
        OTHER_TO
    }

    Row {
        ways = List.copyOf(ways);
    }

    Verdict verdict(RouteQuery query) {
        if (!isRole(callin, query.callin())) {
            return Verdict.OTHER_CALLIN;
        }
        if (!inFrom.matches(query.from())) {
            return Verdict.OTHER_FROM;
        }
        return inTo.matches(query.to()) ? Verdict.TAKES : Verdict.OTHER_TO;
    }

    /**
     * Whether a role's name is the one that is asked for, or of the kind that is asked for: trunk-carrier is a trunk.
     */
    static boolean isRole(String asked, String name) {
        if (asked.isEmpty() || name.equals(asked)) {
            return true;
        }
        boolean kind = asked.indexOf('-') < 0;
        return kind && name.length() > asked.length() && name.startsWith(asked) && name.charAt(asked.length()) == '-';
    }

    /** Where a call goes that the row takes. */
    Route route(RouteQuery query) {
        if (refusal.isPresent()) {
            return new Route.Refuse(refusal.get(), key);
        }
        String to = outTo.fill(inTo, query.to(), query);
        if (to.isEmpty() && !query.to().isEmpty()) {
            // 484 Address Incomplete (RFC 3261 section 21.4.22): a prefix was stripped and nothing is left
            return new Route.Refuse(Status.of(484), key);
        }
        String from = outFrom.fill(inFrom, query.from(), query);
        if (ways.size() == 1) {
            return new Route.To(List.of(new Destination(to, from, ways.get(0))), key);
        }
        List<Destination> destinations = new ArrayList<>(ways.size());
        for (Optional<String> way : ways) {
            destinations.add(new Destination(to, from, way));
        }
        return new Route.To(destinations, key);
    }
}
