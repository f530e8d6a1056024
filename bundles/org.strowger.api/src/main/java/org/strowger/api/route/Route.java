// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.route;

import java.util.List;
import java.util.Objects;
import org.strowger.api.sip.Status;

/** A router's answer. */
public sealed interface Route {
    /** The rule that decided, as an operator would name it: {@code line 3}; empty where none matched. */
    String rule();

    /** Try these in order, the next where one fails for a reason that another could mend. */
    record To(List<Destination> destinations, String rule) implements Route {
        public To {
            destinations = List.copyOf(destinations);
            Objects.requireNonNull(rule, "rule");
            if (destinations.isEmpty()) {
                throw new IllegalArgumentException("no destination: say Refuse instead");
            }
        }
    }

    /** The plan forbids the call. */
    record Refuse(Status status, String rule) implements Route {
        public Refuse {
            Objects.requireNonNull(rule, "rule");
            if (!status.failure()) {
                throw new IllegalArgumentException("a refusal needs a failure status, not " + status);
            }
        }
    }
}
