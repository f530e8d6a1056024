// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The media bundle's face. Thread-safe; what it hands out is used on the call's executor. */
@ProviderType
public interface Media {
    /**
     * A relay between the two legs of a call. It takes ports when the first description passes, and not before.
     *
     * @param memory empty, or what a relay of this call {@linkplain Relay#memory remembered} whose bundle is gone: then the new
     *     one goes on in its place, with the same ports, at once
     */
    Relay relay(String callId, Map<String, Object> memory);

    /**
     * An end of a call that sends back what it hears. It takes ports when it is first described.
     *
     * @param memory empty, or what an echo of this call {@linkplain MediaPort#memory remembered} whose bundle is gone
     */
    MediaPort echo(String callId, Map<String, Object> memory);
}
