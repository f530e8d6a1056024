// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.strowger.api.config.Values;
import org.strowger.api.media.Sound;

/** Makes a queue of its configuration. */
final class QueueText {
    private static final String KEY = "key.";
    private static final String PAUSE = "pause.";
    private static final String NUMBER = "[0-9*#+A-Za-z._-]+";

    private final Values values;
    private final Map<String, ?> properties;

    private QueueText(Values values, Map<String, ?> properties) {
        this.values = values;
        this.properties = properties;
    }

    /** The queue as far as it can be read; to be used only where nothing is wrong with it. */
    static Queue read(String name, Values values, Map<String, ?> properties) {
        return new QueueText(values, properties).queue(name);
    }

    private Queue queue(String name) {
        return new Queue(
                name,
                text(),
                values.value("numbers", List.of(), QueueText::numbers),
                values.text("strategy", Strategies.LONGEST_IDLE),
                values.number("priority", 0, -100, 100),
                values.value("agents", List.of(), Post::list),
                values.flag("login", true),
                calling(),
                limits(),
                voice(),
                keys(),
                codes());
    }

    /** The queue that a text of {@link Queue#text} says. */
    static Queue read(String name, Map<?, ?> text) {
        Map<String, Object> properties = new TreeMap<>();
        text.forEach((key, value) -> properties.put((String) key, value));
        return read(name, new Values(Queues.PID + "~" + name, properties), properties);
    }

    private Map<String, String> text() {
        Map<String, String> text = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (!key.startsWith("service.") && !key.startsWith("felix.")) {
                text.put(key, String.valueOf(value));
            }
        });
        return Map.copyOf(text);
    }

    private Queue.Calling calling() {
        Map<Outcome, Duration> rests = new EnumMap<>(Outcome.class);
        rests.put(Outcome.REJECTED, seconds("rest.rejected", 30, 1, 3_600));
        rests.put(Outcome.BUSY, seconds("rest.busy", 15, 1, 3_600));
        rests.put(Outcome.MISSED, seconds("rest.missed", 10, 1, 3_600));
        rests.put(Outcome.UNREACHABLE, seconds("rest.unreachable", 30, 1, 3_600));
        return new Queue.Calling(
                seconds("ring", 20, 2, 300),
                seconds("step", 10, 1, 300),
                seconds("level.after", 30, 1, 3_600),
                seconds("wrapup", 10, 0, 3_600),
                Map.copyOf(rests),
                values.number("missed.max", 3, 0, 100),
                optional("as"));
    }

    private Queue.Limits limits() {
        return new Queue.Limits(
                values.number("length.max", 100, 1, 10_000),
                seconds("wait.max", 900, 1, 86_400),
                values.value("join.while", Queue.Staff.STAFFED, QueueText::staff),
                values.value("stay.while", Queue.Staff.ALWAYS, QueueText::staff),
                optional("overflow"),
                seconds("promise", 20, 1, 3_600));
    }

    private Queue.Voice voice() {
        return new Queue.Voice(
                values.value("language", "en", QueueText::language),
                values.value("music", "default", text -> new Sound.Music(text).name()),
                sounds("prompt.welcome", "queue/welcome"),
                sounds("prompt.goodbye", "queue/goodbye"),
                sounds("prompt.agent", ""),
                period("announce.every", 60),
                values.flag("announce.position", true),
                values.flag("announce.wait", true),
                sounds("prompt.periodic", ""),
                period("periodic.every", 0));
    }

    private Queue.Codes codes() {
        Map<String, String> reasons = new TreeMap<>();
        each(PAUSE, (property, digits) -> {
            if (!digits.matches("\\d{1,4}")) {
                values.refuse(property, "is not followed by up to four digits");
            }
            reasons.put(digits, values.text(property, ""));
        });
        return new Queue.Codes(
                code("code.login", "*45"),
                code("code.logout", "*46"),
                code("code.pause", "*47"),
                code("code.resume", "*48"),
                values.value("code.roles", Set.of("registrar"), text -> Set.copyOf(List.of(text.split("\\s*,\\s*")))),
                Map.copyOf(reasons));
    }

    private Map<Character, String> keys() {
        Map<Character, String> keys = new TreeMap<>();
        each(KEY, (property, digit) -> {
            String key = digit.replace("star", "*").replace("hash", "#");
            if (key.matches("[0-9*#]")) {
                keys.put(key.charAt(0), values.value(property, "", QueueText::number));
            } else {
                values.refuse(property, "there is no such key on a phone");
            }
        });
        return Map.copyOf(keys);
    }

    private void each(String prefix, BiConsumer<String, String> reader) {
        for (String property : new TreeMap<>(properties).keySet()) {
            if (property.startsWith(prefix)) {
                reader.accept(property, property.substring(prefix.length()));
            }
        }
    }

    private String code(String key, String standard) {
        return values.value(key, standard, text -> {
            if (!text.matches("[0-9*#]{0,16}")) {
                throw new IllegalArgumentException("'" + text + "' cannot be dialled with keys");
            }
            return text;
        });
    }

    private Duration seconds(String key, long standard, long least, long most) {
        return Duration.ofSeconds(values.number(key, standard, least, most));
    }

    /** Zero for never; else long enough that something else is heard in between. */
    private Duration period(String key, long standard) {
        return values.value(key, Duration.ofSeconds(standard), text -> {
            if (!text.matches("\\d{1,4}") || Integer.parseInt(text) != 0 && Integer.parseInt(text) < 5) {
                throw new IllegalArgumentException("'" + text + "' is neither 0 nor 5 to 9999 seconds");
            }
            return Duration.ofSeconds(Integer.parseInt(text));
        });
    }

    private Optional<String> optional(String key) {
        return values.value(
                key, Optional.empty(), text -> text.isEmpty() ? Optional.empty() : Optional.of(number(text)));
    }

    private List<Sound> sounds(String key, String standard) {
        return values.value(key, prompts(standard), QueueText::prompts);
    }

    private static List<Sound> prompts(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(name -> (Sound) new Sound.Prompt(name.strip()))
                        .toList();
    }

    private static List<String> numbers(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .map(QueueText::number)
                .toList();
    }

    private static String number(String text) {
        if (!text.matches(NUMBER)) {
            throw new IllegalArgumentException("'" + text + "' cannot be dialled");
        }
        return text;
    }

    private static String language(String text) {
        if (!text.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + text + "' is no language tag");
        }
        return text;
    }

    private static Queue.Staff staff(String text) {
        try {
            return Queue.Staff.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is none of always, staffed, active", e);
        }
    }
}
