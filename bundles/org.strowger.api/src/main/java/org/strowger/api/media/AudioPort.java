// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.call.Query;

/**
 * The end of a call that an application speaks and listens by: G.711, G.722 and telephone events (RFC 3264, 3550, 3551, 4733).
 * Used on the call's executor; what happens is told there too. Nothing blocks.
 */
@ProviderType
public interface AudioPort extends MediaPort {
    /** Plays, as soon as all of it is loaded. What was playing stops. */
    void play(Announcement announcement);

    /** Ends what is playing, if anything. */
    void stop();

    /**
     * Takes a key from a SIP INFO.
     *
     * @return whether it was one: else the request is of another kind
     */
    boolean info(Query info);

    /**
     * Presses keys: by RFC 4733 where the far end understands it, else as tones. What is playing goes on afterwards.
     *
     * @param keys {@code 0 to 9}, {@code *}, {@code #}, {@code A to D}
     */
    void press(String keys);

    /**
     * Records both ends of the conversation as a WAV file of 8 kHz, from now on until {@link #stopRecording} or {@link #close}. The
     * file has its name once it is complete; before, and {@code .part} behind it. It can be read whenever the process dies.
     *
     * @param file not there yet; folders are made
     * @param stereo the far end left and ours right; else both mixed
     */
    void record(Path file, boolean stereo);

    /** Completes the recording, if there is one. */
    void stopRecording();

    /**
     * A port of another call that can be joined with this one. It is remembered, and asked for again, by itself.
     *
     * @param queue the other call's executor
     */
    AudioPort beside(String callId, Executor queue, Consumer<? super AudioEvent> listener);

    /**
     * Gives each what the other hears, from now on until either closes or {@link #part} is called. Codecs may differ.
     *
     * @param other made {@link #beside} this one, or the one that this was made beside of
     */
    void join(AudioPort other);

    /** Ends {@link #join}, for both. */
    void part();

    /** How the far end is heard, and hears us. Any thread. */
    Quality quality();

    /** Forgets who listens. What happens from now on waits for whoever asks for this port by its memory. */
    void leave();
}
