// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.strowger.api.config.Values;

/**
 * The part of the configuration that is about audio of our own, checked.
 *
 * @param codecs what we speak, what we like best first
 * @param folders where prompts are looked for, in this order
 * @param memory how many bytes of prompts are kept, at the most, beyond those that are being played
 * @param tones whether keys are looked for in the audio where there are no events
 * @param silenceMillis so long nothing is heard before that is told; 0 for never
 */
record AudioSettings(
        List<Codec> codecs, List<Path> folders, long memory, String country, boolean tones, long silenceMillis) {
    static AudioSettings read(Values values) {
        return new AudioSettings(
                values.value("codecs", List.of(Codec.PCMA, Codec.PCMU, Codec.G722), AudioSettings::codecs),
                values.value("prompts", standard(), AudioSettings::folders),
                values.number("prompts.memory", 64, 1, 4_096) * 1_048_576L,
                values.value("country", "us", AudioSettings::country),
                values.flag("dtmf.tones", true),
                values.number("audio.silence", 60, 0, 3_600) * 1_000L);
    }

    private static List<Codec> codecs(String text) {
        List<Codec> codecs = new ArrayList<>();
        for (String name : text.split("[,\\s]+")) {
            Codec codec = Codec.of(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + name + "' is not among " + Arrays.toString(Codec.values())));
            if (!codecs.contains(codec)) {
                codecs.add(codec);
            }
        }
        return List.copyOf(codecs);
    }

    private static String country(String text) {
        if (!Tones.countries().contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is not among " + Tones.countries());
        }
        return text;
    }

    private static List<Path> folders(String text) {
        if (text.isEmpty()) {
            return standard();
        }
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The operator's own beside the configuration, then those that ship. */
    private static List<Path> standard() {
        String home = System.getProperty("karaf.home", "");
        String etc = System.getProperty("karaf.etc", home.isEmpty() ? "etc" : home + "/etc");
        return List.of(Path.of(etc, "prompts"), Path.of(home, "prompts"));
    }
}
