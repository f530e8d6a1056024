// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * The even ports of a range, each standing for itself and the next. Ports come in an order that nobody can guess, and
 * the one given back longest ago comes first, so that late packets of a call do not find the next one. Thread-safe.
 */
final class PortPool {
    private final Random random;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final Map<Integer, String> taken = new HashMap<>();
    private int min;
    private int max;

    PortPool(int min, int max, Random random) {
        this.random = random;
        range(min, max);
    }

    /** Sets the range, both ends included. Ports that are taken stay so until they are given back. */
    synchronized void range(int newMin, int newMax) {
        min = newMin + newMin % 2;
        max = newMax;
        List<Integer> ports = new ArrayList<>();
        for (int port = min; port < max; port += 2) {
            if (!taken.containsKey(port)) {
                ports.add(port);
            }
        }
        Collections.shuffle(ports, random);
        free.clear();
        free.addAll(ports);
    }

    /** A free port, or none. */
    synchronized OptionalInt take(String callId) {
        Integer port = free.poll();
        if (port == null) {
            return OptionalInt.empty();
        }
        taken.put(port, callId);
        return OptionalInt.of(port);
    }

    synchronized void give(Collection<Integer> ports) {
        for (int port : ports) {
            if (taken.remove(port) != null && port >= min && port < max) {
                free.add(port);
            }
        }
    }

    /** How many pairs are taken. */
    synchronized int size() {
        return taken.size();
    }

    /** How many pairs there are in the range. */
    synchronized int bound() {
        return (max - min + 1) / 2;
    }

    /** The calls that have ports. */
    synchronized Set<String> callIds() {
        return Set.copyOf(taken.values());
    }
}
