// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * What is carried under the name of a {@link Limit}.
 *
 * @param calls how many there are now
 * @param refused how many found no place since the engine came
 */
public record Load(String name, int calls, long refused) {
    public Load {
        Objects.requireNonNull(name, "name");
    }
}
