// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.strowger.api.config.Problem;

/** Reads one configuration, whatever its values are, and notes what is wrong with it. Used on one thread. */
final class Reading {
    private final String pid;
    private final String file;
    private final Map<String, Object> properties;
    private final List<Problem> problems = new ArrayList<>();

    Reading(String pid, Map<String, Object> properties) {
        this.pid = pid;
        this.properties = properties;
        String path = String.valueOf(properties.getOrDefault("felix.fileinstall.filename", ""));
        this.file = path.substring(path.lastIndexOf('/') + 1);
    }

    /** The same configuration, with nothing noted yet. */
    Reading again() {
        return new Reading(pid, properties);
    }

    /** A value as text, without blanks around it. */
    String text(String key, String otherwise) {
        Object value = properties.get(key);
        return value == null ? otherwise : value.toString().trim();
    }

    /** A value that the given function makes of the text; one that it refuses is a problem, and the other is taken instead. */
    <T> T value(String key, T otherwise, Function<String, T> parse) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException refused) {
            problem(key, refused.getMessage());
            return otherwise;
        }
    }

    int number(String key, int least, int most, int otherwise) {
        return value(key, otherwise, text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // said below with the range, as of a number outside of it
            }
            throw new IllegalArgumentException("'" + text + "' is not a whole number from " + least + " to " + most);
        });
    }

    void problem(String key, String reason) {
        problems.add(new Problem(pid, file, key, reason));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
