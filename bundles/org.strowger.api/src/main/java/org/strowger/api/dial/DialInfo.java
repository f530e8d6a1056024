// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.time.Instant;
import java.util.Objects;

/**
 * An attempt, or the call that became of it, as an operator sees it.
 *
 * @param call the id of its call in {@code pbx:calls}; empty while it waits for its turn
 * @param state such as {@code waiting} or {@code established}
 */
public record DialInfo(
        String callId,
        String call,
        Scenario scenario,
        String state,
        String from,
        String to,
        String correlationId,
        String scriptId,
        Instant since) {
    public DialInfo {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(scriptId, "scriptId");
        Objects.requireNonNull(since, "since");
    }
}
