// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.strowger.api.media.Sound;

/** What a menu's prompts say: names with commas between, {@code digits:1002}, {@code number:3}, {@code text:Good morning}. */
final class Sounds {
    private Sounds() {}

    /** @throws IllegalArgumentException with the reason */
    static List<Sound> list(String text) {
        List<Sound> sounds = new ArrayList<>();
        for (String part : text.split(",")) {
            String one = part.strip();
            if (one.isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' lacks a prompt");
            }
            sounds.add(one(one));
        }
        return List.copyOf(sounds);
    }

    /** What {@link #list} reads. */
    static String text(List<Sound> sounds) {
        return sounds.stream().map(Sounds::text).collect(Collectors.joining(", "));
    }

    private static String text(Sound sound) {
        if (sound instanceof Sound.Prompt prompt) {
            return prompt.name();
        } else if (sound instanceof Sound.Digits digits) {
            return "digits:" + digits.digits();
        } else if (sound instanceof Sound.Number number) {
            return "number:" + number.value();
        } else if (sound instanceof Sound.Text text) {
            return "text:" + text.text();
        }
        return sound.toString();
    }

    private static Sound one(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1).strip();
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "" -> new Sound.Prompt(text);
            case "digits" -> new Sound.Digits(rest);
            case "number" -> number(rest);
            case "text" -> new Sound.Text(rest);
            default ->
                throw new IllegalArgumentException("'" + text + "' is neither a prompt nor digits, number, text");
        };
    }

    private static Sound number(String text) {
        try {
            return new Sound.Number(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number", e);
        }
    }
}
