// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The servers behind a name.
 *
 * @param servers none where there is none, or where nobody could say
 * @param fresh how long this is good for
 * @param why there is none, in words; empty where there is one
 */
public record ServerSet(List<Server> servers, Duration fresh, String why) {
    /** A server, with its addresses in the order in which to try them. */
    public record Server(int priority, int weight, List<Flow> flows) implements Weighted {
        public Server {
            flows = List.copyOf(flows);
            if (priority < 0 || weight < 0 || flows.isEmpty()) {
                throw new IllegalArgumentException(
                        "no server has priority " + priority + ", weight " + weight + " and the addresses " + flows);
            }
        }
    }

    public ServerSet {
        servers = List.copyOf(servers);
        Objects.requireNonNull(fresh, "fresh");
        Objects.requireNonNull(why, "why");
    }

    /** No server. */
    public static ServerSet none(Duration fresh, String why) {
        return new ServerSet(List.of(), fresh, why);
    }

    /** Every way to every server, in an order in which to try them that is drawn anew at each call (RFC 2782). */
    public List<Flow> order(RandomGenerator random) {
        return Weighted.<Server>order(servers, random).stream()
                .flatMap(server -> server.flows().stream())
                .distinct()
                .toList();
    }

    /** Every way to every server, by priority. */
    public List<Flow> flows() {
        return servers.stream()
                .sorted((one, other) -> Integer.compare(one.priority(), other.priority()))
                .flatMap(server -> server.flows().stream())
                .distinct()
                .toList();
    }
}
