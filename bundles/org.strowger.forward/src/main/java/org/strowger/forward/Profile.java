// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What becomes of the calls to one number. Immutable.
 *
 * @param quiet whether it is not to be disturbed
 * @param after the seconds that it rings before {@link Kind#NO_ANSWER}; 0 for what is configured for all
 */
record Profile(String number, boolean quiet, Map<Kind, String> to, int after) {
    /** The longest that it may ring, in seconds. */
    static final int LONGEST = 300;

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#._~-]{1,64}");

    Profile {
        require(number);
        to = Map.copyOf(to);
        for (String target : to.values()) {
            require(target);
            if (target.equals(number)) {
                throw new IllegalArgumentException(number + " cannot be diverted to itself");
            }
        }
        if (after < 0 || after > LONGEST) {
            throw new IllegalArgumentException(after + " seconds are not between 1 and " + LONGEST);
        }
    }

    private static void require(String number) {
        Objects.requireNonNull(number, "number");
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    "'" + number + "' is not 1 to 64 letters, digits or + * # . _ ~ -, as numbers are");
        }
    }

    /** A number whose calls go as they come. */
    static Profile plain(String number) {
        return new Profile(number, false, Map.of(), 0);
    }

    boolean isPlain() {
        return equals(plain(number));
    }

    Optional<String> target(Kind kind) {
        return Optional.ofNullable(to.get(kind));
    }

    Profile withQuiet(boolean on) {
        return new Profile(number, on, to, after);
    }

    /** @param target empty for none */
    Profile with(Kind kind, String target) {
        Map<Kind, String> next = new EnumMap<>(Kind.class);
        next.putAll(to);
        if (target.isEmpty()) {
            next.remove(kind);
        } else {
            next.put(kind, target);
        }
        return new Profile(number, quiet, next, after);
    }

    Profile withAfter(int seconds) {
        return new Profile(number, quiet, to, seconds);
    }
}
