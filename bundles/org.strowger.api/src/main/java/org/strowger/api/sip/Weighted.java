// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** One of several that would do, as RFC 2782 tells them apart. */
public interface Weighted {
    /** The lowest is tried first. */
    int priority();

    /** Of one priority, each comes first as often as its weight says: 0 hardly ever. */
    int weight();

    /** An order in which to try them, drawn anew at each call. */
    static <T extends Weighted> List<T> order(Collection<? extends T> some, RandomGenerator random) {
        List<T> left = new ArrayList<>(some);
        // of one priority those without weight stand first, so that they have their small chance
        left.sort(Comparator.<T>comparingInt(Weighted::priority).thenComparingInt(one -> one.weight() == 0 ? 0 : 1));
        List<T> order = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            int priority = left.get(0).priority();
            long sum = left.stream()
                    .filter(one -> one.priority() == priority)
                    .mapToLong(Weighted::weight)
                    .sum();
            long drawn = random.nextLong(sum + 1);
            int chosen = 0;
            for (long running = left.get(0).weight();
                    running < drawn;
                    running += left.get(chosen).weight()) {
                chosen++;
            }
            order.add(left.remove(chosen));
        }
        return order;
    }
}
