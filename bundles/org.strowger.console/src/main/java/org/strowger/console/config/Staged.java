// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to become of one configuration.
 *
 * @param base what it was when its first edit was staged
 * @param deleted whether what it was goes; edits then begin with nothing
 * @param edits the value of each key that changes; empty where the key goes
 */
record Staged(Pid pid, Current base, boolean deleted, Map<String, Optional<String>> edits) {
    Staged {
        edits = Collections.unmodifiableMap(new TreeMap<>(edits));
    }

    static Staged nothing(Pid pid, Current base) {
        return new Staged(pid, base, false, Map.of());
    }

    Staged delete() {
        return new Staged(pid, base, true, Map.of());
    }

    Staged set(String key, String value) {
        return with(key, Optional.of(value));
    }

    Staged unset(String key) {
        return with(key, Optional.empty());
    }

    private Staged with(String key, Optional<String> value) {
        Map<String, Optional<String>> more = new TreeMap<>(edits);
        boolean there = CfgText.raw(start()).containsKey(key);
        if (value.isEmpty() && !there) {
            more.remove(key);
        } else {
            more.put(key, value);
        }
        Staged next = new Staged(pid, base, deleted, more);
        // Says now, not at the commit, when the file cannot hold it.
        next.after();
        return next;
    }

    private String start() {
        return deleted ? "" : base.seed();
    }

    /** The file's text to be; empty where the configuration goes. */
    Optional<String> after() {
        return deleted && edits.isEmpty() ? Optional.empty() : Optional.of(CfgText.edited(start(), edits));
    }

    /** Keys and values as they were. */
    Map<String, String> keysBefore() {
        return CfgText.raw(base.seed());
    }

    /** Keys and values as they are to be. */
    Map<String, String> keysAfter() {
        return after().map(CfgText::raw).orElse(Map.of());
    }
}
