// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.audit;

import java.util.Objects;
import java.util.Set;

/**
 * The state of one table of the process.
 *
 * @param name what it holds, such as {@code legs} or {@code rtp ports}
 * @param size how many entries it holds now
 * @param bound how many it can hold at the most
 * @param perCall whether entries belong to calls: such a table must be empty when there is no call
 * @param callIds the calls that its entries belong to; empty where entries do not name their call
 */
public record Table(String name, long size, long bound, boolean perCall, Set<String> callIds) {
    public Table {
        Objects.requireNonNull(name, "name");
        callIds = Set.copyOf(callIds);
    }
}
