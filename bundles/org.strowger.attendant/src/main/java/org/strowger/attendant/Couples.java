// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.util.HashMap;
import java.util.Map;

/** Brings the two legs of a call together that was left while somebody was called: they come back one by one. Thread-safe. */
final class Couples {
    private final Map<String, AttendantCall> callers = new HashMap<>();
    private final Map<String, Onward> others = new HashMap<>();

    /** A caller whose other leg is to come. */
    synchronized void came(AttendantCall caller) {
        Onward other = others.remove(caller.leg().callId());
        if (other == null) {
            callers.put(caller.leg().callId(), caller);
        } else {
            other.attach(caller);
        }
    }

    /** The other leg. */
    synchronized void came(Onward other) {
        AttendantCall caller = callers.remove(other.of());
        if (caller == null) {
            others.put(other.of(), other);
        } else {
            other.attach(caller);
        }
    }

    /** Whether nobody came for this caller; it is not waited for any longer. */
    synchronized boolean alone(AttendantCall caller) {
        return callers.remove(caller.leg().callId(), caller);
    }

    /** Whether no caller came for this leg. */
    synchronized boolean alone(Onward other) {
        return others.remove(other.of(), other);
    }
}
