// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.strowger.api.call.Leg;

/** The attempts that are known by a Call-ID, the legs that belong to some, and the last that were taken back. Thread-safe. */
final class Dials {
    /** Attempts whose cancellation may be asked for once more. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Dial> known = new ConcurrentHashMap<>();
    private final Set<Dial> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> takenBack = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Whether no other is known by this Call-ID; then this one is. */
    boolean add(String callId, Dial dial) {
        Dial before = known.putIfAbsent(callId, dial);
        return before == null || before == dial;
    }

    void remove(String callId, Dial dial, boolean cancelled) {
        if (known.remove(callId, dial) && cancelled) {
            synchronized (takenBack) {
                takenBack.add(callId);
            }
        }
    }

    Optional<Dial> find(String callId) {
        return Optional.ofNullable(known.get(callId));
    }

    boolean wasTakenBack(String callId) {
        synchronized (takenBack) {
            return takenBack.contains(callId);
        }
    }

    Collection<Dial> all() {
        return List.copyOf(known.values());
    }

    int size() {
        return known.size();
    }

    /** An attempt has a leg, also where it is known no more. */
    void begun(Dial dial) {
        begun.add(dial);
    }

    void gone(Dial dial) {
        begun.remove(dial);
    }

    List<Dial> legs() {
        return List.copyOf(begun);
    }

    Set<String> calls() {
        return begun.stream()
                .flatMap(dial -> dial.leg().stream())
                .map(Leg::callId)
                .collect(Collectors.toSet());
    }
}
