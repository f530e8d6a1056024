// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.config.Values;
import org.strowger.api.media.Audio;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Sound;

/**
 * Proves of a menu that every caller leaves it in bounded time: whoever presses nothing, or nothing that counts, comes to an action that
 * ends the visit, over a bounded number of menus and prompts that have an end; and whoever presses keys is shown out by the clock.
 */
final class MenuCheck {
    private static final Duration RING_AND_CONNECT = Duration.ofSeconds(5);

    private MenuCheck() {}

    /** What can be said of a menu without knowing the others. */
    static void alone(Menu menu, Values values) {
        menu.keys().forEach((digits, actions) -> {
            if (menu.extensions().has(digits)) {
                values.refuse("key." + digits, "is among the extensions, so that one of the two cannot be reached");
            }
        });
        finals(menu).forEach((key, actions) -> {
            Action last = actions.get(actions.size() - 1);
            boolean leaves = last == Action.Plain.HANGUP
                    || last instanceof Action.Dial
                    || last instanceof Action.Go && !key.equals("visit.action");
            if (!leaves) {
                values.refuse(
                        key,
                        "does not end the visit: it must end in hangup or dial"
                                + (key.equals("visit.action") ? "" : ", or in another menu"));
            }
        });
        menu.keys().forEach((digits, actions) -> {
            if (!actions.isEmpty() && actions.get(actions.size() - 1).equals(new Action.Go(menu.name()))) {
                values.refuse("key." + digits, "leads to the menu itself: say repeat");
            }
        });
    }

    /** What shows only beside the others: menus that are not there, and those that lead a silent caller in a circle. */
    static void among(Menu menu, Map<String, Menu> all, Values values) {
        Map<String, List<Action>> every = new LinkedHashMap<>(finals(menu));
        menu.keys().forEach((digits, actions) -> every.put("key." + digits, actions));
        every.forEach((key, actions) -> actions.forEach(action -> {
            if (action instanceof Action.Go go && !all.containsKey(go.menu())) {
                values.refuse(key, "there is no menu '" + go.menu() + "'");
            }
        }));
        finals(menu).forEach((key, actions) -> {
            List<String> way = new ArrayList<>(List.of(menu.name()));
            if (circles(actions, menu.name(), all, way, new HashSet<>())) {
                values.refuse(key, "leads in a circle without an exit: " + String.join(", ", way));
            }
        });
        menu.numbers().forEach(number -> all.values().stream()
                .filter(other ->
                        !other.name().equals(menu.name()) && other.numbers().contains(number))
                .forEach(other -> values.refuse("numbers", number + " is that of menu '" + other.name() + "' too")));
    }

    /** Whether somebody for whom nothing is pressed comes back to where he was. */
    private static boolean circles(
            List<Action> actions, String start, Map<String, Menu> all, List<String> way, Set<String> seen) {
        Optional<Menu> next = next(actions, all);
        if (next.isEmpty()) {
            return false;
        }
        way.add(next.get().name());
        if (next.get().name().equals(start)) {
            return true;
        }
        if (seen.add(next.get().name())) {
            for (List<Action> further : finals(next.get()).values()) {
                if (circles(further, start, all, way, seen)) {
                    return true;
                }
            }
        }
        way.remove(way.size() - 1);
        return false;
    }

    /** The menu that actions lead to, by name or by its number. */
    private static Optional<Menu> next(List<Action> actions, Map<String, Menu> all) {
        Action last = actions.get(actions.size() - 1);
        if (last instanceof Action.Go go) {
            return Optional.ofNullable(all.get(go.menu()));
        }
        return all.values().stream()
                .filter(menu ->
                        last instanceof Action.Dial dial && menu.numbers().contains(dial.number()))
                .findFirst();
    }

    /** Whether everything can be played, and has an end. Reads files. */
    static void audible(Menu menu, Audio audio, Values values) {
        spoken(menu)
                .forEach((key, sounds) -> sounds.forEach(sound -> {
                    try {
                        if (audio.length(sound, menu.language()).isZero()) {
                            values.refuse(key, sound + " has no end");
                        }
                    } catch (MediaException e) {
                        values.refuse(key, e.getMessage());
                    }
                }));
    }

    /** The longest that a visit which begins here can last before the caller talks to somebody or is hung up on. */
    static Duration bound(Menu menu, Audio audio) throws MediaException {
        Duration bound = menu.visitMax().plus(menu.ring()).plus(RING_AND_CONNECT);
        for (Action action : menu.onVisit()) {
            if (action instanceof Action.Play play) {
                for (Sound sound : play.sounds()) {
                    bound = bound.plus(audio.length(sound, menu.language()));
                }
            }
        }
        return bound;
    }

    private static Map<String, List<Action>> finals(Menu menu) {
        Map<String, List<Action>> finals = new LinkedHashMap<>();
        finals.put("invalid.action", menu.onInvalid());
        finals.put("silent.action", menu.onSilent());
        finals.put("visit.action", menu.onVisit());
        finals.put("closed.action", menu.onClosed());
        return finals;
    }

    private static Map<String, List<Sound>> spoken(Menu menu) {
        Map<String, List<Sound>> spoken = new LinkedHashMap<>();
        spoken.put("prompt", menu.prompts().first());
        spoken.put("prompt.repeat", menu.prompts().again());
        spoken.put("prompt.invalid", menu.prompts().invalid());
        spoken.put("prompt.connecting", menu.prompts().connecting());
        spoken.put("prompt.unavailable", menu.prompts().unavailable());
        Map<String, List<Action>> every = new LinkedHashMap<>(finals(menu));
        menu.keys().forEach((digits, actions) -> every.put("key." + digits, actions));
        every.forEach((key, actions) -> actions.forEach(action -> {
            if (action instanceof Action.Play play) {
                spoken.put(key, play.sounds());
            }
        }));
        return spoken;
    }
}
