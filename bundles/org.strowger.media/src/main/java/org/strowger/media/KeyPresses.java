// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.strowger.api.media.AudioEvent.Key.Way;

/**
 * Some phones say each key in two ways. A key that another way has told of within a second, and that this way has not answered to
 * yet, is the same press. Thread-safe.
 */
final class KeyPresses {
    private record Press(char key, long millis) {}

    private static final long SAME_MILLIS = 1_000;
    private static final int MOST = 32;

    private final Map<Way, Deque<Press>> unmatched = new EnumMap<>(Way.class);

    KeyPresses() {
        for (Way way : Way.values()) {
            unmatched.put(way, new ArrayDeque<>());
        }
    }

    /** Whether it is a press that nobody has told of. */
    synchronized boolean take(char key, Way way, long millis) {
        for (Map.Entry<Way, Deque<Press>> each : unmatched.entrySet()) {
            Deque<Press> presses = each.getValue();
            presses.removeIf(press -> millis - press.millis() > SAME_MILLIS);
            Press first = presses.peek();
            if (each.getKey() != way && first != null && first.key() == key) {
                presses.poll();
                return false;
            }
        }
        Deque<Press> own = unmatched.get(way);
        if (own.size() == MOST) {
            own.poll();
        }
        own.add(new Press(key, millis));
        return true;
    }
}
