// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads one configuration key by key. A value may be of any type, because a {@code .cfg} file gives text for everything and other
 * clients of Config Admin what they like. Where one is bad, its {@link Problem} is kept and the default stands in for it, so that
 * all that is wrong with a configuration is found at once. Not thread-safe.
 */
public final class Values {
    private static final String FILE = "felix.fileinstall.filename";
    private static final String PID = "service.pid";

    private final String pid;
    private final Map<String, ?> properties;
    private final List<Problem> problems = new ArrayList<>();

    /** @param pid with {@code ~name} for one of a factory */
    public Values(String pid, Map<String, ?> properties) {
        this.pid = Objects.requireNonNull(pid, "pid");
        this.properties = Map.copyOf(properties);
    }

    /** Reads a configuration as Declarative Services hands it over, which names its PID itself; {@code pid} where it does not. */
    public static Values of(Map<String, ?> properties, String pid) {
        // A component without a configuration has none; one with several is named by the first.
        return new Values(properties.get(PID) instanceof String own ? own : pid, properties);
    }

    /** The configuration's PID. */
    public String pid() {
        return pid;
    }

    /** The name of the file that a configuration came from; empty where it came otherwise. */
    public static String file(Map<String, ?> properties) {
        Object url = properties.get(FILE);
        return url == null ? "" : url.toString().substring(url.toString().lastIndexOf('/') + 1);
    }

    /** Reads text and what it stands for; the reader refuses it by an {@link IllegalArgumentException} with the reason. */
    public <T> T value(String key, T standard, Function<String, ? extends T> reader) {
        Object value = properties.get(key);
        if (value == null) {
            return standard;
        }
        try {
            return reader.apply(text(value));
        } catch (IllegalArgumentException bad) {
            refuse(key, String.valueOf(bad.getMessage()));
            return standard;
        }
    }

    /** Text without the blanks around it. */
    public String text(String key, String standard) {
        return value(key, standard, Function.identity());
    }

    /** A whole number, bounds included. */
    public long number(String key, long standard, long least, long most) {
        return value(key, standard, text -> {
            long number;
            try {
                number = Long.parseLong(text);
            } catch (NumberFormatException not) {
                throw new IllegalArgumentException("'" + text + "' is not a whole number", not);
            }
            if (number < least || number > most) {
                throw new IllegalArgumentException(number + " is not between " + least + " and " + most);
            }
            return number;
        });
    }

    /** As {@link #number(String, long, long, long)}. */
    public int number(String key, int standard, int least, int most) {
        return Math.toIntExact(number(key, (long) standard, least, most));
    }

    /** {@code true} or {@code false}: what is neither is refused, not taken for the latter. */
    public boolean flag(String key, boolean standard) {
        return value(key, standard, text -> {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new IllegalArgumentException("'" + text + "' is neither true nor false");
            }
            return Boolean.valueOf(text);
        });
    }

    private static String text(Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString().strip();
        }
        throw new IllegalArgumentException("is a list, where one value is wanted");
    }

    /**
     * Adds a problem that shows only when several values are seen together.
     *
     * @param key empty where it is the whole
     */
    public void refuse(String key, String reason) {
        problems.add(new Problem(pid, file(properties), key, reason));
    }

    /** What was wrong with what has been read, in the order of the reading. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
