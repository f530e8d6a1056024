// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.strowger.api.media.Sound;

/** What a menu does with a caller. */
sealed interface Action {
    /** Plays something, and goes on. */
    record Play(List<Sound> sounds) implements Action {}

    /** Calls an extension, a queue, a ring group, an outside number: whatever the dial plan makes of it. */
    record Dial(String number) implements Action {}

    /** Goes to another menu. */
    record Go(String menu) implements Action {}

    /** One of those that need no more. */
    enum Plain implements Action {
        /** To the menu before. */
        BACK,
        /** To the menu that was called. */
        TOP,
        /** The same menu again. */
        REPEAT,
        HANGUP
    }

    /**
     * Reads actions such as {@code play attendant/goodbye; hangup}.
     *
     * @throws IllegalArgumentException with the reason
     */
    static List<Action> list(String text) {
        List<Action> actions = new ArrayList<>();
        for (String part : text.split(";")) {
            if (!actions.isEmpty() && !(actions.get(actions.size() - 1) instanceof Play)) {
                throw new IllegalArgumentException("'" + part.strip() + "' would never be done");
            }
            actions.add(one(part.strip()));
        }
        return List.copyOf(actions);
    }

    /** What {@link #list} reads. */
    static String text(List<Action> actions) {
        return actions.stream().map(Action::text).collect(Collectors.joining("; "));
    }

    private static String text(Action action) {
        if (action instanceof Play play) {
            return "play " + Sounds.text(play.sounds());
        } else if (action instanceof Dial dial) {
            return "dial " + dial.number();
        } else if (action instanceof Go go) {
            return "menu " + go.menu();
        }
        return ((Plain) action).name().toLowerCase(Locale.ROOT);
    }

    private static Action one(String text) {
        String[] words = text.split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        return switch (words[0]) {
            case "play" -> new Play(Sounds.list(rest));
            case "dial" -> new Dial(named(text, rest, "[0-9*#+A-Za-z._-]+"));
            case "menu" -> new Go(named(text, rest, "[\\p{Alnum}_.-]+"));
            case "back", "top", "repeat", "hangup" -> plain(text, words[0], rest);
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is none of play, dial, menu, back, top, repeat, hangup");
        };
    }

    private static Action plain(String text, String word, String rest) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' says too much");
        }
        return Plain.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String named(String text, String rest, String pattern) {
        if (!rest.matches(pattern)) {
            throw new IllegalArgumentException("'" + text + "' does not say where to");
        }
        return rest;
    }
}
