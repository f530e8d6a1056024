// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings callers and the calls to their agents together again that were left by an earlier version: they come back one by one, in any order. A
 * caller whose agent does not come is given another; an agent whose caller does not come is let go. Used by the floor alone.
 */
final class Reunion {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Line line;
    private final Map<String, Ring> rings;
    private final Roster roster;
    private final Stage stage;
    /** Rings without their caller. */
    private final Map<String, Ring> alone = new HashMap<>();

    /** What has happened to these, by the id of the caller who is to hear of it. */
    private final Map<String, List<Runnable>> news = new HashMap<>();

    private Instant until;

    Reunion(Line line, Map<String, Ring> rings, Roster roster, Stage stage) {
        this.line = line;
        this.rings = rings;
        this.roster = roster;
        this.stage = stage;
    }

    void came(Waiter waiter, Instant now) {
        line.add(waiter);
        until = now.plus(LONGEST);
        List.copyOf(alone.values()).stream()
                .filter(ring -> ring.caller().equals(waiter.id()))
                .forEach(ring -> {
                    alone.remove(ring.id());
                    unite(waiter, ring);
                });
        Optional.ofNullable(news.remove(waiter.id())).ifPresent(all -> all.forEach(Runnable::run));
    }

    /** Something has happened to a ring whose caller is not here yet. */
    void later(Ring ring, Runnable what) {
        news.computeIfAbsent(ring.caller(), id -> new ArrayList<>()).add(what);
    }

    /** The ring that lies on a leg. */
    Ring came(Map<?, ?> memory, Instant now) {
        Agent agent = roster.recall((String) memory.get("agent"), now);
        Ring ring =
                new Ring((String) memory.get("ring"), (String) memory.get("of"), agent, (Instant) memory.get("began"));
        Instant answered = (Instant) memory.get("answered");
        if (answered.isAfter(Instant.EPOCH)) {
            ring.answer(answered);
        }
        if (agent.ring().isPresent()) {
            // It comes too late: the agent has been given another call.
            stage.stop(ring, false);
            return ring;
        }
        agent.ring(ring, ring.began());
        rings.put(ring.id(), ring);
        until = now.plus(LONGEST);
        line.find(ring.caller()).ifPresentOrElse(waiter -> unite(waiter, ring), () -> alone.put(ring.id(), ring));
        return ring;
    }

    private void unite(Waiter waiter, Ring ring) {
        waiter.expected().remove(ring.id());
        waiter.rings().put(ring.id(), ring);
        if (ring.answered().isPresent()) {
            waiter.become(Waiter.State.TALKING);
            stage.connect(waiter, ring, true);
        }
    }

    Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    void advance(Instant now) {
        if (until == null || now.isBefore(until)) {
            return;
        }
        until = null;
        alone.values().forEach(ring -> {
            rings.remove(ring.id());
            ring.agent().spare();
            stage.stop(ring, false);
        });
        alone.clear();
        news.clear();
        for (Waiter waiter : line.inOrder()) {
            waiter.expected().clear();
            if (waiter.state() == Waiter.State.TALKING && waiter.rings().isEmpty()) {
                line.remove(waiter);
                stage.release(waiter, Stage.Way.OVER);
            }
        }
    }
}
