// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A transaction that has been begun: who did, when, and what is staged, by PID. */
record Draft(String by, Instant began, Map<String, Staged> staged) {
    Draft {
        staged = Collections.unmodifiableMap(new TreeMap<>(staged));
    }

    Draft with(Staged configuration) {
        Map<String, Staged> more = new TreeMap<>(staged);
        more.put(configuration.pid().id(), configuration);
        return new Draft(by, began, more);
    }
}
