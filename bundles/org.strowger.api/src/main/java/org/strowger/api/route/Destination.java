// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.route;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a call goes.
 *
 * @param number the number to be called
 * @param callerNumber the number that the caller shall show
 * @param via the name or the kind of the role to go out by; empty for whichever role knows the number
 */
public record Destination(String number, String callerNumber, Optional<String> via) {
    public Destination {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(callerNumber, "callerNumber");
        Objects.requireNonNull(via, "via");
    }
}
