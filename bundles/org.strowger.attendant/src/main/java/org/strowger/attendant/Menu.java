// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.strowger.api.config.Values;
import org.strowger.api.media.Sound;

/**
 * One menu, as it is configured.
 *
 * @param text the configuration as text, by which a caller finishes on it though it was changed
 * @param keys what is done with digits, by the digits
 * @param onInvalid what is done with who pressed wrong keys too often
 * @param onSilent what is done with who pressed none
 * @param onVisit what is done with who has been here for too long
 * @param onClosed what is done outside of the hours
 */
record Menu(
        String name,
        Map<String, String> text,
        List<String> numbers,
        String language,
        Prompts prompts,
        Map<String, List<Action>> keys,
        Extensions extensions,
        Duration firstDigit,
        Duration nextDigit,
        int invalidMax,
        int silentMax,
        Duration visitMax,
        Duration ring,
        List<Action> onInvalid,
        List<Action> onSilent,
        List<Action> onVisit,
        List<Action> onClosed,
        Hours hours) {
    /** What is said. */
    record Prompts(
            List<Sound> first,
            List<Sound> again,
            List<Sound> invalid,
            List<Sound> connecting,
            List<Sound> unavailable) {}

    /** What digits are. */
    enum Match {
        /** What is to be done is plain. */
        UNIQUE,
        /** They mean something, and more of them may mean something else. */
        WHOLE,
        /** They are the beginning of something. */
        PART,
        NONE
    }

    private static final String KEY = "key.";
    private static final String GOODBYE = "play attendant/goodbye; hangup";

    /** The menu as far as it can be read; to be used only where nothing is wrong with it. */
    static Menu read(String name, Values values, Map<String, ?> properties) {
        List<Sound> first = sounds(values, "prompt", "attendant/welcome");
        Prompts prompts = new Prompts(
                first,
                properties.containsKey("prompt.repeat") ? sounds(values, "prompt.repeat", "") : first,
                sounds(values, "prompt.invalid", "attendant/invalid"),
                sounds(values, "prompt.connecting", "attendant/connecting"),
                sounds(values, "prompt.unavailable", "attendant/unavailable"));
        Menu menu = new Menu(
                name,
                text(properties),
                values.value("numbers", List.of(), Menu::numbers),
                values.value("language", "en", Menu::language),
                prompts,
                keys(values, properties),
                values.value("extensions", new Extensions(List.of()), Extensions::read),
                Duration.ofMillis(values.number("timeout.first", 5_000, 500, 60_000)),
                Duration.ofMillis(values.number("timeout.digit", 2_000, 500, 30_000)),
                values.number("invalid.max", 3, 1, 20),
                values.number("silent.max", 3, 1, 20),
                Duration.ofSeconds(values.number("visit.max", 300, 10, 3_600)),
                Duration.ofSeconds(values.number("ring", 30, 5, 300)),
                actions(values, "invalid.action", GOODBYE),
                actions(values, "silent.action", GOODBYE),
                actions(values, "visit.action", GOODBYE),
                actions(values, "closed.action", "play attendant/closed; hangup"),
                new Hours(
                        values.value("hours", List.of(), Hours::spans),
                        values.value("holidays", List.of(), Hours::holidays),
                        values.value("zone", ZoneId.systemDefault(), Menu::zone),
                        values.value("night", Hours.Night.AUTO, Menu::night)));
        MenuCheck.alone(menu, values);
        return menu;
    }

    private static Map<String, String> text(Map<String, ?> properties) {
        Map<String, String> text = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (!key.startsWith("service.") && !key.startsWith("felix.")) {
                text.put(key, String.valueOf(value));
            }
        });
        return Map.copyOf(text);
    }

    private static List<Sound> sounds(Values values, String key, String standard) {
        return values.value(key, standard.isEmpty() ? List.of() : Sounds.list(standard), Sounds::list);
    }

    private static List<Action> actions(Values values, String key, String standard) {
        return values.value(key, Action.list(standard), Action::list);
    }

    private static Map<String, List<Action>> keys(Values values, Map<String, ?> properties) {
        Map<String, List<Action>> keys = new TreeMap<>();
        for (String property : new TreeMap<>(properties).keySet()) {
            if (property.startsWith(KEY)) {
                String digits =
                        property.substring(KEY.length()).replace("star", "*").replace("hash", "#");
                if (!digits.matches("[0-9*#]{1,16}")) {
                    values.refuse(property, "there is no such key on a phone");
                }
                keys.put(digits, values.value(property, List.of(), Action::list));
            }
        }
        return Map.copyOf(keys);
    }

    private static List<String> numbers(String text) {
        List<String> numbers = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .toList();
        for (String number : numbers) {
            if (!number.matches("[^\\s@]+")) {
                throw new IllegalArgumentException("'" + number + "' cannot be dialled");
            }
        }
        return numbers;
    }

    private static String language(String text) {
        if (!text.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + text + "' is no language tag");
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time zone", e);
        }
    }

    private static Hours.Night night(String text) {
        try {
            return Hours.Night.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is none of auto, on, off", e);
        }
    }

    Match match(String digits) {
        boolean whole = keys.containsKey(digits) || extensions.has(digits);
        boolean more = extensions.goesOn(digits)
                || keys.keySet().stream().anyMatch(key -> key.length() > digits.length() && key.startsWith(digits));
        return whole ? more ? Match.WHOLE : Match.UNIQUE : more ? Match.PART : Match.NONE;
    }

    /** What is done with digits that are whole. */
    List<Action> actions(String digits) {
        List<Action> actions = keys.get(digits);
        return actions != null ? actions : List.of(new Action.Dial(digits));
    }
}
