// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/** What a call needs before it begins: its id and its own serial executor. */
public record Seat(String callId, CallQueue executor) {
    public Seat {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(executor, "executor");
    }
}
