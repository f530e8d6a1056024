// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.Sound;

/** An announcement that is being played, or loaded, and how far it is. */
final class Playing {
    private final Announcement announcement;
    /** In bytes of any codec. Written by the loop's thread alone, once it plays. */
    private volatile long position;

    Playing(Announcement announcement, long position) {
        this.announcement = announcement;
        this.position = position;
    }

    Announcement announcement() {
        return announcement;
    }

    long position() {
        return position;
    }

    void position(long bytes) {
        position = bytes;
    }

    Map<String, Object> values() {
        List<List<String>> sounds = new ArrayList<>();
        announcement.sounds().forEach(sound -> sounds.add(written(sound)));
        return Map.of(
                "id",
                announcement.id(),
                "language",
                announcement.language(),
                "until.key",
                announcement.untilKey(),
                "position",
                position,
                "sounds",
                List.copyOf(sounds));
    }

    /** @throws IllegalArgumentException where it cannot be read */
    static Playing of(Memory memory) {
        List<Sound> sounds = new ArrayList<>();
        for (Object each : memory.get("sounds", List.class)) {
            if (!(each instanceof List<?> pair) || pair.size() != 2) {
                throw new IllegalArgumentException("sounds holds " + each);
            }
            sounds.add(read(String.valueOf(pair.get(0)), String.valueOf(pair.get(1))));
        }
        return new Playing(
                new Announcement(
                        memory.get("id", String.class),
                        sounds,
                        memory.get("language", String.class),
                        memory.get("until.key", Boolean.class)),
                memory.get("position", Long.class));
    }

    private static List<String> written(Sound sound) {
        if (sound instanceof Sound.Prompt prompt) {
            return List.of("prompt", prompt.name());
        } else if (sound instanceof Sound.Music music) {
            return List.of("music", music.name());
        } else if (sound instanceof Sound.Tone tone) {
            return List.of("tone", tone.signal().name());
        } else if (sound instanceof Sound.Pause pause) {
            return List.of("pause", pause.length().toString());
        } else if (sound instanceof Sound.Digits digits) {
            return List.of("digits", digits.digits());
        } else if (sound instanceof Sound.Number number) {
            return List.of("number", Long.toString(number.value()));
        } else if (sound instanceof Sound.Time time) {
            return List.of("time", time.time().toString());
        }
        return List.of("text", ((Sound.Text) sound).text());
    }

    private static Sound read(String kind, String value) {
        return switch (kind) {
            case "prompt" -> new Sound.Prompt(value);
            case "music" -> new Sound.Music(value);
            case "tone" -> new Sound.Tone(Sound.Tone.Signal.valueOf(value));
            case "pause" -> new Sound.Pause(Duration.parse(value));
            case "digits" -> new Sound.Digits(value);
            case "number" -> new Sound.Number(Long.parseLong(value));
            case "time" -> new Sound.Time(LocalTime.parse(value));
            case "text" -> new Sound.Text(value);
            default -> throw new IllegalArgumentException("sounds holds a " + kind);
        };
    }
}
