// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * Two legs with no network between them: what one does, the other hears, later and in order, as if a network had carried it.
 *
 * @param calling the end of side B, not started
 * @param answering the end of side A; the start of the other end reaches it as {@link LegEvent.Invited}
 */
public record Wire(Leg calling, Leg answering) {
    public Wire {
        Objects.requireNonNull(calling, "calling");
        Objects.requireNonNull(answering, "answering");
    }
}
