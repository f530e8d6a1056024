// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
    private final Set<Integer> free = new LinkedHashSet<>();
    private final Map<Integer, String> taken = new HashMap<>();
    /** What an earlier pool had given out and calls may still come back for. */
    private final Set<Integer> awaited = new HashSet<>();

    private int min;
    private int max;

    /** @param awaited ports that are given out when there is no other, and else to the call that asks for them by number */
    PortPool(int min, int max, Random random, Collection<Integer> awaited) {
        this.random = random;
        this.awaited.addAll(awaited);
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
        ports.sort(Comparator.comparing(awaited::contains));
        free.clear();
        free.addAll(ports);
    }

    /** A free port, or none. */
    synchronized OptionalInt take(String callId) {
        Iterator<Integer> ports = free.iterator();
        if (!ports.hasNext()) {
            return OptionalInt.empty();
        }
        int port = ports.next();
        take(callId, port);
        return OptionalInt.of(port);
    }

    /** Takes just this port, be it in the range or not; false where it is taken. */
    synchronized boolean take(String callId, int port) {
        free.remove(port);
        awaited.remove(port);
        return taken.putIfAbsent(port, callId) == null;
    }

    synchronized void give(Collection<Integer> ports) {
        for (int port : ports) {
            if (taken.remove(port) != null && port >= min && port < max) {
                free.add(port);
            }
        }
    }

    /** The ports that calls hold, or may come back for. */
    synchronized Set<Integer> ports() {
        Set<Integer> ports = new HashSet<>(awaited);
        ports.addAll(taken.keySet());
        return ports;
    }

    /** Whoever has not come back by now does not. */
    synchronized void awaitNoLonger() {
        awaited.clear();
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
