// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;

/**
 * Counts calls by what became of them. Labels are names of roles, statuses and reasons, never anything that a caller writes; beyond
 * a bound they are {@code other}. Thread-safe.
 */
final class CallCounts implements CallListener {
    /** More than any exchange has roles and statuses that meet. */
    private static final int MOST_SERIES = 2000;

    private static final Labels OTHER = new Labels("other", "other", "other", "other", "other");

    /** What is counted together. */
    private record Labels(String callin, String callout, String outcome, String status, String reason) {}

    /** A call that is up, as far as it is known. */
    private static final class Up {
        private Instant offered;
        private Instant answered;
        private String callin = "";
        private String callout = "";
    }

    private final Map<String, Up> up = new ConcurrentHashMap<>();
    private final Map<Labels, LongAdder> ended = new ConcurrentHashMap<>();
    private final LongAdder offered = new LongAdder();
    private final LongAdder transfers = new LongAdder();
    private final Histogram setup = new Histogram();
    private final Histogram talk = new Histogram();

    @Override
    public void on(CallEvent event) {
        if (event instanceof CallEvent.Offered one) {
            offered.increment();
            Up call = new Up();
            call.offered = one.at();
            up.put(one.call(), call);
        } else if (event instanceof CallEvent.Ended end) {
            ended(end, up.remove(end.call()));
        } else if (event instanceof CallEvent.Transferred) {
            transfers.increment();
        } else {
            known(event, up.get(event.call()));
        }
    }

    private void known(CallEvent event, Up call) {
        if (call == null) {
            return;
        }
        // the events of one call come one after the other
        if (event instanceof CallEvent.Claimed claimed) {
            call.callin = claimed.by().role();
        } else if (event instanceof CallEvent.Tried tried) {
            call.callout = tried.by().role();
        } else if (event instanceof CallEvent.Answered answered) {
            call.answered = answered.at();
            setup.observe(seconds(call.offered, answered.at()));
        }
    }

    private void ended(CallEvent.Ended end, Up call) {
        Up known = call == null ? new Up() : call;
        boolean answered = known.answered != null;
        if (answered) {
            talk.observe(seconds(known.answered, end.at()));
        }
        Labels labels = new Labels(
                known.callin,
                known.callout,
                answered ? "answered" : "unanswered",
                answered ? "200" : Integer.toString(end.cause().status().code()),
                end.reason());
        LongAdder counter = ended.get(labels);
        if (counter == null) {
            Labels bounded = ended.size() < MOST_SERIES ? labels : OTHER;
            counter = ended.computeIfAbsent(bounded, anew -> new LongAdder());
        }
        counter.increment();
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
    }

    void write(Exposition to) {
        to.metric("strowger_calls_offered_total", "counter", "Calls that began.")
                .sample("strowger_calls_offered_total", offered.sum());
        to.metric("strowger_calls_total", "counter", "Calls that ended, by what became of them.");
        ended.forEach((labels, count) -> to.sample(
                "strowger_calls_total",
                count.sum(),
                "callin",
                labels.callin(),
                "callout",
                labels.callout(),
                "outcome",
                labels.outcome(),
                "status",
                labels.status(),
                "reason",
                labels.reason()));
        to.metric("strowger_transfers_total", "counter", "Transfers that were done.")
                .sample("strowger_transfers_total", transfers.sum());
        setup.write(to, "strowger_call_setup_seconds", "From the offer of a call to its answer.");
        talk.write(to, "strowger_call_talk_seconds", "From the answer of a call to its end.");
    }
}
