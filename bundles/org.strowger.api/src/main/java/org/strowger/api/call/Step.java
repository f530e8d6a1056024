// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * One step of an explanation.
 *
 * @param stage {@code callin}, {@code route} or {@code callout}
 * @param who the role or rule
 * @param outcome what it said and why
 */
public record Step(String stage, String who, String outcome) {
    public Step {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(outcome, "outcome");
    }
}
