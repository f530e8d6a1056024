// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.strowger.api.distributor.Candidate;
import org.strowger.api.distributor.Round;
import org.strowger.api.distributor.Strategy;

/** The strategies that the distributor brings itself. Of equals the one who stands first in the queue is rung. */
final class Strategies {
    static final String LONGEST_IDLE = "longest-idle";

    private static final Comparator<Candidate> FIRST = comparingInt(Candidate::position);

    private Strategies() {}

    static Map<String, Strategy> standard(RandomGenerator random) {
        return Map.of(
                "ring-all",
                growing(Round::free),
                LONGEST_IDLE,
                least(comparing(Candidate::idleSince)),
                "least-recent",
                least(comparing(Candidate::rung)),
                "round-robin",
                one(Strategies::next),
                "linear",
                least(FIRST),
                "random",
                one(round -> round.free().get(random.nextInt(round.free().size()))),
                "weighted-random",
                one(round -> drawn(round.free(), random)),
                "fewest-calls",
                least(comparingLong(Candidate::answered)),
                "least-talk",
                least(comparing(Candidate::talked)),
                "progressive",
                growing(Strategies::progress));
    }

    private static Strategy least(Comparator<Candidate> order) {
        Comparator<Candidate> whole = order.thenComparing(FIRST);
        return one(round -> round.free().stream().min(whole).orElseThrow());
    }

    private static Strategy one(Function<Round, Candidate> choice) {
        return round -> List.of(choice.apply(round));
    }

    private static Strategy growing(Function<Round, List<Candidate>> choice) {
        return new Strategy() {
            @Override
            public List<Candidate> choose(Round round) {
                return choice.apply(round);
            }

            @Override
            public boolean grows() {
                return true;
            }
        };
    }

    /** Who stands behind the one who was rung last, and at the end the first again. */
    private static Candidate next(Round round) {
        return round.free().stream()
                .filter(candidate -> candidate.position() > round.last())
                .findFirst()
                .orElse(round.free().get(0));
    }

    private static Candidate drawn(List<Candidate> free, RandomGenerator random) {
        int lot = random.nextInt(free.stream().mapToInt(Candidate::weight).sum());
        for (Candidate candidate : free) {
            lot -= candidate.weight();
            if (lot < 0) {
                return candidate;
            }
        }
        throw new AssertionError("a lot beyond the weights");
    }

    private static List<Candidate> progress(Round round) {
        boolean time = round.ringing() == 0 || round.since().compareTo(round.step()) >= 0;
        return time ? List.of(round.free().get(0)) : List.of();
    }
}
