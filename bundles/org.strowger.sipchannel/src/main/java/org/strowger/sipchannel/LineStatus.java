// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.Flow;

/**
 * How a line stands, for whoever looks: calls, and the console.
 *
 * @param until when its binding expires; in the past where there is none
 * @param server where it is registered, or was last
 * @param routes what calls out go through
 * @param token the {@code line} parameter of its Contact
 * @param servers all that it has, as far as they are known
 * @param next when something is tried or refreshed; empty where nothing is to be
 * @param failures how many there were in a row
 * @param failure the last; empty since the last success
 * @param why in words; empty where there is no failure
 */
record LineStatus(
        LineState state,
        Instant until,
        Optional<Flow> server,
        List<String> routes,
        String token,
        List<Flow> servers,
        Optional<Instant> next,
        int failures,
        Optional<Failure> failure,
        String why) {
    LineStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(until, "until");
        routes = List.copyOf(routes);
        servers = List.copyOf(servers);
    }

    /** Of a line that has done nothing yet. */
    static LineStatus unknown(String token) {
        return new LineStatus(
                LineState.IDLE,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                token,
                List.of(),
                Optional.empty(),
                0,
                Optional.empty(),
                "");
    }

    /** Another version of the bundle had it registered. */
    LineStatus resumed(LineMemory past, Instant refresh) {
        return new LineStatus(
                state,
                past.until(),
                past.server(),
                past.routes(),
                past.token(),
                past.server().stream().toList(),
                Optional.of(refresh),
                0,
                Optional.empty(),
                "");
    }

    /** Whether the provider knows where we are. */
    boolean registered(Instant now) {
        return until.isAfter(now);
    }

    /** Whether somebody has to look at it: it will not mend by itself. */
    boolean alarm() {
        return failure.filter(Failure::alarm).isPresent();
    }

    // ---- the next

    LineStatus in(LineState next) {
        return new LineStatus(next, until, server, routes, token, servers, this.next, failures, failure, why);
    }

    /** Its servers are known. */
    LineStatus at(List<Flow> known) {
        return new LineStatus(state, until, server, routes, token, known, next, failures, failure, why);
    }

    LineStatus accepted(Instant expiring, Flow by, List<String> path, Instant refresh) {
        return new LineStatus(
                state, expiring, Optional.of(by), path, token, servers, Optional.of(refresh), 0, Optional.empty(), "");
    }

    /** It could not be registered; the binding that it has lasts as long as it lasts. */
    LineStatus waiting(Optional<Instant> again, int inARow, Optional<Failure> kind, String reason) {
        return new LineStatus(state, until, server, routes, token, servers, again, inARow, kind, reason);
    }

    /** It has no binding any more. */
    LineStatus gone() {
        return new LineStatus(
                state,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                token,
                servers,
                Optional.empty(),
                0,
                Optional.empty(),
                "");
    }

    /** Another registration takes its place. */
    LineStatus anew(String with) {
        return new LineStatus(
                state,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                with,
                List.of(),
                Optional.empty(),
                0,
                Optional.empty(),
                "");
    }
}
