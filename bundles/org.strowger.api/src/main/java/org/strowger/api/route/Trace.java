// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.route;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** Hears what a router considers. */
@ProviderType
public interface Trace {
    /** Hears nothing, at no cost. */
    Trace NONE = (who, step) -> {};

    /**
     * One step.
     *
     * @param who the rule considered, such as {@code line 3}
     * @param step what became of it and why; asked for only by a trace that listens
     */
    void note(String who, Supplier<String> step);
}
