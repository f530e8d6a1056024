// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.route;

import java.time.Instant;
import java.util.Objects;

/**
 * What a route depends on.
 *
 * @param from the caller's number
 * @param to the number dialled
 * @param callin the name of the role that brought the call in
 */
public record RouteQuery(String from, String to, String callin, Instant at) {
    public RouteQuery {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(callin, "callin");
        Objects.requireNonNull(at, "at");
    }
}
