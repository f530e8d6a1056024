// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes speech of text. Registered as a service by whoever can; the media bundle asks the one that ranks highest. */
@ConsumerType
public interface TextToSpeech {
    /**
     * Speaks. Called on a thread of the media bundle; may block for seconds, and is asked once for a text while that is in memory.
     *
     * @param language a language tag
     * @return a WAV file's bytes, of any rate
     */
    CompletionStage<byte[]> speak(String text, String language);
}
