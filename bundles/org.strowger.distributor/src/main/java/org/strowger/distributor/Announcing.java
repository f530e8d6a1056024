// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.config.Values;
import org.strowger.api.media.Audio;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Sound;

/** What a queue says to those who wait. */
final class Announcing {
    private static final String FOLDER = "queue/";

    private Announcing() {}

    /** The place in the line, and how long it will take, where that is known and wanted; then music. */
    static List<Sound> position(Queue.Voice voice, int position, Optional<Duration> estimate) {
        List<Sound> sounds = new ArrayList<>();
        if (voice.position()) {
            sounds.add(new Sound.Prompt(FOLDER + "position"));
            sounds.add(new Sound.Number(position));
            sounds.add(new Sound.Prompt(FOLDER + "in-line"));
        }
        if (voice.estimate()) {
            estimate.ifPresent(wait -> {
                long minutes = Math.max(1, (wait.toSeconds() + 59) / 60);
                sounds.add(new Sound.Prompt(FOLDER + "wait"));
                sounds.add(new Sound.Number(minutes));
                sounds.add(new Sound.Prompt(FOLDER + (minutes == 1 ? "minute" : "minutes")));
            });
        }
        return sounds.isEmpty() ? List.of() : withMusic(voice, sounds);
    }

    static List<Sound> withMusic(Queue.Voice voice, List<Sound> sounds) {
        List<Sound> all = new ArrayList<>(sounds);
        all.add(new Sound.Music(voice.music()));
        return List.copyOf(all);
    }

    /** Whether everything can be played, and what is not music has an end. Reads files. */
    static void audible(Queue queue, Audio audio, Values values) {
        Queue.Voice voice = queue.voice();
        ended("prompt.welcome", voice.welcome(), queue, audio, values);
        ended("prompt.goodbye", voice.goodbye(), queue, audio, values);
        ended("prompt.agent", voice.whisper(), queue, audio, values);
        ended("prompt.periodic", voice.periodic(), queue, audio, values);
        List<Sound> fixed = position(voice, 1, Optional.of(Duration.ofMinutes(2)));
        if (!fixed.isEmpty()) {
            ended("announce.every", fixed.subList(0, fixed.size() - 1), queue, audio, values);
        }
        length("music", new Sound.Music(voice.music()), queue, audio, values);
    }

    private static void ended(String key, List<Sound> sounds, Queue queue, Audio audio, Values values) {
        sounds.forEach(sound -> {
            if (length(key, sound, queue, audio, values).isZero()) {
                values.refuse(key, sound + " has no end");
            }
        });
    }

    private static Duration length(String key, Sound sound, Queue queue, Audio audio, Values values) {
        try {
            return audio.length(sound, queue.voice().language());
        } catch (MediaException e) {
            values.refuse(key, e.getMessage());
            return Duration.ofSeconds(1);
        }
    }
}
