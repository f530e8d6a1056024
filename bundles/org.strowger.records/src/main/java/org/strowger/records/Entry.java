// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event as it stands in the journal.
 *
 * @param at to the millisecond
 * @param values further values by name
 */
record Entry(Kind kind, String call, Instant at, Map<String, String> values) {
    /** What happened. */
    enum Kind {
        OFFERED,
        CLAIMED,
        ROUTED,
        REFUSED,
        TRIED,
        CALLED,
        RINGING,
        FAILED,
        ANSWERED,
        CHANGED,
        TRANSFERRING,
        TRANSFERRED,
        QUEUED,
        LINKED,
        ENDED,
        /** The call was up when the process ended, or its end was never told. */
        INTERRUPTED,
        /** All that is known of a call that is up where a piece of the journal begins. */
        OPEN
    }

    Entry {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        values = Map.copyOf(values);
    }

    /** A value; empty where there is none. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** The same with the values in a fixed order, for what is written. */
    Map<String, String> sorted() {
        return new TreeMap<>(values);
    }
}
