// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.distributor.Candidate;
import org.strowger.api.distributor.Round;
import org.strowger.api.distributor.Strategy;

/** Whom the caller whose turn it is gets, by the queue's strategy. */
final class Turn {
    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    private final Function<String, Optional<Strategy>> strategies;

    /** @param strategies by name; those of plug-ins may be gone at any time */
    Turn(Function<String, Optional<Strategy>> strategies) {
        this.strategies = strategies;
    }

    /** Whether more agents may ring for a caller for whom somebody rings already. */
    boolean grows(Queue queue) {
        return strategies.apply(queue.strategy()).map(Strategy::grows).orElse(false);
    }

    /** Those who are to be rung, of those who are free. */
    List<Candidate> choose(Waiter waiter, List<Candidate> free, int last, Instant now) {
        int ringing = waiter.rings().size();
        Duration since = ringing == 0 ? Duration.ZERO : Duration.between(waiter.last(), now);
        Round round = new Round(
                waiter.queue().name(),
                free,
                ringing,
                last,
                since,
                waiter.queue().calling().step());
        List<Candidate> chosen = ask(waiter.queue().strategy(), round).stream()
                .filter(free::contains)
                .distinct()
                .toList();
        return chosen.isEmpty() && ringing == 0
                ? List.of(free.stream()
                        .min(Comparator.comparing(Candidate::idleSince).thenComparingInt(Candidate::position))
                        .orElseThrow())
                : chosen;
    }

    private List<Candidate> ask(String name, Round round) {
        try {
            List<Candidate> chosen =
                    strategies.apply(name).map(each -> each.choose(round)).orElse(List.of());
            return chosen == null ? List.of() : chosen;
        } catch (RuntimeException | LinkageError e) {
            log.error("queue {}: strategy {} failed", round.queue(), name, e);
            return List.of();
        }
    }
}
