// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What name servers have said and is still to be believed, also that there is nothing (RFC 2308). What is asked for while it is being
 * asked for is asked once. Bounded: what was not asked for the longest is forgotten first. Thread-safe.
 */
final class Known implements Dns {
    /** So many questions may be under way. */
    static final int OPEN = 1_000;

    private final Dns servers;
    private final Clock clock;
    private final int most;
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Question, CompletableFuture<Answer>> open = new LinkedHashMap<>();

    private record Question(String name, Kind kind) {}

    private record Kept(Answer answer, Instant until) {}

    Known(Dns servers, Clock clock, int most) {
        this.servers = servers;
        this.clock = clock;
        this.most = most;
    }

    @Override
    public CompletableFuture<Answer> ask(String name, Kind kind) {
        Question question = new Question(name.toLowerCase(Locale.ROOT), kind);
        CompletableFuture<Answer> asked = new CompletableFuture<>();
        synchronized (this) {
            Kept known = kept.get(question);
            Duration left = known == null ? Duration.ZERO : Duration.between(clock.instant(), known.until());
            if (left.compareTo(Duration.ZERO) > 0) {
                return CompletableFuture.completedFuture(new Answer(
                        known.answer().entries(), left, known.answer().trouble()));
            }
            CompletableFuture<Answer> under = open.get(question);
            if (under != null) {
                return under;
            }
            if (open.size() >= OPEN) {
                return CompletableFuture.completedFuture(Answer.trouble("too many names are being looked up"));
            }
            open.put(question, asked);
        }
        servers.ask(name, kind).whenComplete((answer, fault) -> {
            Answer said = fault == null ? answer : Answer.trouble(String.valueOf(fault));
            keep(question, said);
            asked.complete(said);
        });
        return asked;
    }

    private synchronized void keep(Question question, Answer answer) {
        open.remove(question);
        kept.remove(question);
        if (answer.trouble().isEmpty() && !answer.fresh().isZero()) {
            kept.put(question, new Kept(answer, clock.instant().plus(answer.fresh())));
        }
        Iterator<Kept> eldest = kept.values().iterator();
        while (kept.size() > most) {
            eldest.next();
            eldest.remove();
        }
    }

    synchronized int size() {
        return kept.size();
    }

    synchronized int open() {
        return open.size();
    }

    int most() {
        return most;
    }
}
