// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;

/**
 * One of several targets that are called one after the other.
 *
 * @param limits what a call there counts under; where one of them is full, the target is passed over
 */
public record Turn(Target target, List<Limit> limits) {
    public Turn {
        Objects.requireNonNull(target, "target");
        limits = List.copyOf(limits);
    }
}
