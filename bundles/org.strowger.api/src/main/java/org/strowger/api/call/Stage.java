// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One stage of a {@link Reach.Hunt}: who is rung, all at once, for how long, and after what.
 *
 * @param numbers called at once, by the dial plan, as if the destination itself had dialled them; none for the destination itself, as the
 *     callout that is asked next reaches it
 * @param ring how long it may take until somebody answers; empty for as long as any call
 * @param after what led here: a stage is passed by where the one before failed otherwise. The first stage is always taken
 * @param diversion why a call that goes here is diverted, as a Diversion header says it (RFC 5806 section 4.3): {@code no-answer}; empty where
 *     it is not, as in a group
 * @param last whether no stage follows where this one fails
 */
public record Stage(
        List<String> numbers, Optional<Duration> ring, Set<Failure> after, Optional<String> diversion, boolean last) {
    /** How a stage came to nothing. */
    public enum Failure {
        /** Busy or declined: 486, 600, 603. */
        BUSY,
        /** It rang, and nobody answered. */
        NO_ANSWER,
        /** It was called, and gave no sign. */
        SILENT,
        /** It could not be called, or refused for any other reason. */
        UNREACHABLE
    }

    /** Whatever led here. */
    public static final Set<Failure> ANY = Set.copyOf(EnumSet.allOf(Failure.class));

    private static final int MOST = 100;

    public Stage {
        numbers = List.copyOf(numbers);
        Objects.requireNonNull(ring, "ring");
        after = Set.copyOf(after);
        Objects.requireNonNull(diversion, "diversion");
        if (numbers.size() > MOST) {
            throw new IllegalArgumentException(numbers.size() + " numbers at once are more than " + MOST);
        }
        if (ring.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            throw new IllegalArgumentException("a stage of " + ring.get());
        }
    }

    /** The destination itself. */
    public static Stage itself(Optional<Duration> ring) {
        return new Stage(List.of(), ring, ANY, Optional.empty(), false);
    }

    /** Some of a group, whatever became of those before. */
    public static Stage group(List<String> numbers, Optional<Duration> ring) {
        return new Stage(numbers, ring, ANY, Optional.empty(), false);
    }

    /** Whether the destination itself is called. */
    public boolean own() {
        return numbers.isEmpty();
    }
}
