// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.strowger.api.audit.Table;
import org.strowger.api.call.CallInfo;

/** What an engine carries: the calls that are up, those of them that wait for a role, and those that roles may start. Thread-safe. */
final class Calls {
    private final Map<String, Call> up = new ConcurrentHashMap<>();
    private final Set<Call> waiting = ConcurrentHashMap.newKeySet();
    private final Map<String, Dialling> diallings = new ConcurrentHashMap<>();
    private final Loads loads;

    Calls(Clock clock) {
        loads = new Loads(clock);
    }

    /** What lines and trunks carry. */
    Loads loads() {
        return loads;
    }

    /** @return false where a call with its id is up already */
    boolean add(Call call) {
        return up.putIfAbsent(call.id(), call) == null;
    }

    boolean add(Dialling dialling) {
        return diallings.putIfAbsent(dialling.id(), dialling) == null;
    }

    void remove(Call call) {
        waiting.remove(call);
        up.remove(call.id(), call);
    }

    void remove(Dialling dialling) {
        diallings.remove(dialling.id(), dialling);
    }

    Optional<Call> find(String id) {
        return Optional.ofNullable(up.get(id));
    }

    void awaits(Call call) {
        waiting.add(call);
    }

    void settled(Call call) {
        waiting.remove(call);
    }

    void each(Consumer<Call> what) {
        up.values().forEach(what);
    }

    /** Somebody came: each call that waits tries again, on its executor. */
    void tryAgain() {
        for (Call call : waiting) {
            waiting.remove(call);
            call.executor().execute(call::tryAgain);
        }
    }

    List<Carried> carried() {
        List<Carried> all = new ArrayList<>(up.values());
        all.addAll(diallings.values());
        return all;
    }

    /** Oldest first. */
    List<CallInfo> infos() {
        return up.values().stream()
                .map(Call::info)
                .sorted(Comparator.comparing(CallInfo::began).thenComparing(CallInfo::id))
                .toList();
    }

    List<Table> tables() {
        return List.of(
                loads.table(),
                new Table("calls", up.size(), Long.MAX_VALUE, true, Set.copyOf(up.keySet())),
                new Table("waiting calls", waiting.size(), Long.MAX_VALUE, true, Set.of()),
                new Table("originations", diallings.size(), Long.MAX_VALUE, true, Set.copyOf(diallings.keySet())));
    }
}
