// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.util.Arrays;
import java.util.List;
import org.strowger.api.config.Values;

/**
 * The configuration, checked. {@link ForwardConfig} says what each key means.
 *
 * @param ring seconds
 * @param quiet the status that a caller gets
 * @param callers the roles whose callers may dial codes
 */
record Settings(int ring, int most, int quiet, List<String> callers, String language, Codes codes) {
    static final int RING = 20;
    static final int MOST = 5;
    static final int QUIET = 486;
    static final String CALLERS = "registrar";
    static final String LANGUAGE = "en";

    static Settings read(Values values) {
        return new Settings(
                values.number("ring", RING, 1, Profile.LONGEST),
                values.number("most", MOST, 0, 8),
                values.number("quiet.status", QUIET, 400, 699),
                values.value("callers", List.of(CALLERS), Settings::names),
                values.value("language", LANGUAGE, Settings::tag),
                Codes.read(values));
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String tag(String text) {
        if (!text.matches("[A-Za-z0-9-]{1,20}")) {
            throw new IllegalArgumentException("'" + text + "' is no language tag");
        }
        return text;
    }
}
