// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Audio of the exchange's own, for applications: the media bundle's second face. Thread-safe. What {@link Media} promises of ports
 * whose bundles are replaced holds here too; an announcement goes on where it was, and keys pressed meanwhile are not lost.
 */
@ProviderType
public interface Audio {
    /**
     * An end of a call that plays, listens and records. It takes ports when it is first described.
     *
     * @param memory empty, or what a port of this call {@linkplain MediaPort#memory remembered}: other keys in it are ignored
     * @param queue the call's executor
     * @param listener hears on {@code queue} what happens, and first what has happened since the port was left
     */
    AudioPort port(String callId, Map<String, Object> memory, Executor queue, Consumer<? super AudioEvent> listener);

    /**
     * How long a sound is; {@link Duration#ZERO} for one without an end. Reads files, and so may block: for whoever checks a
     * configuration.
     *
     * @throws MediaException with a message that names the file or the language, where it cannot be played
     */
    Duration length(Sound sound, String language) throws MediaException;
}
