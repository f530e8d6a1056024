// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.strowger.api.call.Callin;
import org.strowger.api.media.Audio;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.Media;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;
import org.strowger.api.media.Sound;

/**
 * Media as one bundle uses it: there is one of these for each, and it ends when that bundle lets go of the service. What it
 * had open then waits for the bundle's next version, and not for ever.
 */
@Component(
        service = {Media.class, Audio.class},
        scope = ServiceScope.BUNDLE,
        property = Callin.ROLE + "=media")
public final class MediaUser implements Media, Audio {
    private final MediaService service;
    private volatile boolean gone;

    @Activate
    public MediaUser(@Reference MediaService service) {
        this.service = service;
    }

    @Deactivate
    void deactivate() {
        gone = true;
    }

    /** Whether its bundle uses it no more. Any thread. */
    boolean gone() {
        return gone;
    }

    @Override
    public Relay relay(String callId, Map<String, Object> memory) {
        return service.relay(this, callId, memory);
    }

    @Override
    public MediaPort echo(String callId, Map<String, Object> memory) {
        return service.echo(this, callId, memory);
    }

    @Override
    public AudioPort port(
            String callId, Map<String, Object> memory, Executor queue, Consumer<? super AudioEvent> listener) {
        return service.audio(this, callId, memory, queue, listener);
    }

    @Override
    public Duration length(Sound sound, String language) throws MediaException {
        return service.length(sound, language);
    }
}
