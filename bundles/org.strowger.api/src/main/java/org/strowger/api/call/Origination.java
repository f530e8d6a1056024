// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * A call that a role makes.
 *
 * @param role the name of the role that originates
 * @param from the number that it calls from, one of its own
 * @param to the number dialled
 */
public record Origination(String role, String from, String displayName, String to) {
    public Origination {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(to, "to");
    }
}
