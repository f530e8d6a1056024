// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The callers of all queues. Used by the floor alone. */
final class Line {
    private final Map<String, Waiter> byId = new HashMap<>();
    private final TreeSet<Waiter> inOrder = new TreeSet<>(Waiter.ORDER);

    void add(Waiter waiter) {
        byId.put(waiter.id(), waiter);
        inOrder.add(waiter);
    }

    void remove(Waiter waiter) {
        byId.remove(waiter.id());
        inOrder.remove(waiter);
    }

    Optional<Waiter> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** In the order in which they are to be answered; a copy. */
    List<Waiter> inOrder() {
        return List.copyOf(inOrder);
    }

    Collection<Waiter> all() {
        return byId.values();
    }

    /** How many of a queue have not been answered. */
    int waiting(String queue) {
        return (int) byId.values().stream()
                .filter(waiter -> waiter.queue().name().equals(queue) && waiter.state() != Waiter.State.TALKING)
                .count();
    }

    /** How many of the caller's queue will be answered before, and one more. */
    int position(Waiter whose) {
        int position = 1;
        for (Waiter waiter : inOrder.headSet(whose)) {
            if (waiter.queue().name().equals(whose.queue().name()) && waiter.state() != Waiter.State.TALKING) {
                position++;
            }
        }
        return position;
    }
}
