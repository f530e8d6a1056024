// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.sip.Flow;

/** The servers of a line in the order in which they are tried, and which of them it is by now. Confined to the line's thread. */
final class Candidates {
    private List<Flow> order = List.of();
    private int tried;

    /**
     * Begins with the first.
     *
     * @param found at least one, in the order that priorities and weights have drawn
     * @param present where the line is registered
     * @param lost whether that has failed: what works is left only when it works no more
     */
    void begin(List<Flow> found, Optional<Flow> present, boolean lost) {
        List<Flow> all = new ArrayList<>(found);
        present.filter(all::remove).ifPresent(server -> all.add(lost ? all.size() : 0, server));
        order = List.copyOf(all);
        tried = 0;
    }

    Flow now() {
        return order.get(tried);
    }

    boolean hasNext() {
        return tried + 1 < order.size();
    }

    void next() {
        tried++;
    }
}
