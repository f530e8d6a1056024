// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A call as an operator sees it.
 *
 * @param from the caller's number
 * @param to the number dialled
 * @param destination where the route sent it; empty before
 * @param callin the name of the role that brought it in; empty before
 * @param callout the name of the role that takes it out; empty before
 * @param rule the rule that routed it; empty where none matched
 */
public record CallInfo(
        String id,
        CallState state,
        String from,
        String to,
        String destination,
        String callin,
        String callout,
        String rule,
        Instant began,
        Optional<Instant> answered,
        List<LegInfo> legs) {
    public CallInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(callin, "callin");
        Objects.requireNonNull(callout, "callout");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(answered, "answered");
        legs = List.copyOf(legs);
    }
}
