// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The media bundle's face. Thread-safe; what it hands out is used on the call's executor.
 *
 * <p>Whoever goes on with a call whose media another has begun asks by the memory, whichever bundle was replaced: where the
 * ports are open still they are handed over, and the media never stops; where the media bundle itself was replaced they are
 * opened again. An application's port that was open when its bundle let go of this service, and that nobody asked for since,
 * is closed when nothing has been heard on it for some minutes; a relay only by its user. A memory that cannot be read counts
 * as empty, and the log says why.
 */
@ProviderType
public interface Media {
    /**
     * A relay between the two legs of a call. It takes ports when the first description passes, and not before.
     *
     * @param memory empty, or what a relay of this call {@linkplain Relay#memory remembered}: that relay, or one that goes on
     *     in its place at once, with the same ports. Ports that somebody else has by now are replaced with the next description
     */
    Relay relay(String callId, Map<String, Object> memory);

    /**
     * An end of a call that sends back what it hears. It takes ports when it is first described.
     *
     * @param memory empty, or what an echo of this call {@linkplain MediaPort#memory remembered}, as for a relay
     */
    MediaPort echo(String callId, Map<String, Object> memory);
}
