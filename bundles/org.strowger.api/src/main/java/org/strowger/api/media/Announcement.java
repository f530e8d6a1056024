// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.List;
import java.util.Objects;

/**
 * Sounds to be played one after the other.
 *
 * @param id comes back with {@link AudioEvent.Played}; the application's own
 * @param language of prompts, numbers and text, as a language tag: {@code en}
 * @param untilKey whether a key that the far end presses ends it
 */
public record Announcement(String id, List<Sound> sounds, String language, boolean untilKey) {
    public Announcement {
        Objects.requireNonNull(id, "id");
        sounds = List.copyOf(sounds);
        if (!language.matches("[A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("'" + language + "' is no language tag");
        }
    }
}
