// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Limit;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.call.Turn;
import org.strowger.api.sip.Header;

/**
 * The places that a call takes under limits, and the targets of its destination that are called one after the other. Confined to the call's
 * executor.
 */
final class Turns {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final String callId;
    private final Loads loads;
    private final Deque<Turn> left = new ArrayDeque<>();
    private Optional<Turn> current = Optional.empty();
    private Duration silence;
    private List<String> in;
    private List<String> out;

    /**
     * What is left to be tried.
     *
     * @param silence how long a target may say nothing while there is another
     * @param in the names of the limits that the caller counts under
     * @param out those that the leg to the callee counts under
     */
    record Memory(List<Turn> left, Duration silence, List<String> in, List<String> out) {
        static final Memory NONE = new Memory(List.of(), Duration.ZERO, List.of(), List.of());

        Map<String, Object> encode() {
            return Map.of("left", left, "silence", silence, "in", in, "out", out);
        }

        static Memory decode(Remembered values) {
            return new Memory(
                    values.list("left", Turn.class),
                    values.get("silence", Duration.class, Duration.ZERO),
                    values.list("in", String.class),
                    values.list("out", String.class));
        }
    }

    Turns(String callId, Loads loads, Memory before) {
        this.callId = callId;
        this.loads = loads;
        this.left.addAll(before.left());
        this.silence = before.silence();
        this.in = before.in();
        this.out = before.out();
    }

    /** Another engine has carried the call: this one counts it now. */
    void takeUp() {
        loads.takeUp(in);
        loads.takeUp(out);
    }

    Memory memory() {
        return new Memory(List.copyOf(left), silence, in, out);
    }

    /** A caller is known: why it may not call now, if it may not. */
    Optional<Cause> enter(List<Limit> limits) {
        Optional<Limit> full = loads.take(limits);
        if (full.isEmpty()) {
            in = Loads.names(limits);
        }
        return full.map(this::refusal);
    }

    void begin(Reach.InTurn reach) {
        left.clear();
        left.addAll(reach.turns());
        silence = reach.silence();
    }

    boolean hasNext() {
        return !left.isEmpty();
    }

    /** How long the target at hand may say nothing at all; empty where there is no other. */
    Optional<Duration> silence() {
        return hasNext() ? Optional.of(silence) : Optional.empty();
    }

    /** Whose turn it is: the next target that has a place for the call; empty where none has. */
    Optional<Target> next() {
        while (hasNext()) {
            Turn turn = left.remove();
            Optional<Limit> full = loads.take(turn.limits());
            if (full.isEmpty()) {
                current = Optional.of(turn);
                out = Loads.names(turn.limits());
                return Optional.of(turn.target());
            }
            log.debug("{}: {} is passed over: {}", callId, turn.target().uri(), full.get());
        }
        return Optional.empty();
    }

    /** Why none of the targets was called. */
    Cause allFull() {
        return Cause.of(By.US, 503, new Header("Retry-After", "1"));
    }

    private Cause refusal(Limit limit) {
        log.info("{}: refused, {} is full", callId, limit.name());
        return Cause.of(By.US, 503, new Header("Retry-After", "1"));
    }

    /** The target at hand rings: it is not to be called again. */
    void rings() {
        current = Optional.empty();
    }

    /** The target at hand is done with. */
    void failed() {
        current = Optional.empty();
        loads.give(out);
        out = List.of();
    }

    /** The destination is done with. */
    void drop() {
        failed();
        left.clear();
    }

    /** Takes back what the next engine has to begin anew: a target that does not ring yet. */
    void layDown() {
        current.ifPresent(turn -> {
            left.addFirst(turn);
            failed();
        });
    }

    /** The call is over, or another engine carries it and counts. */
    void leave() {
        loads.give(in);
        loads.give(out);
        in = List.of();
        out = List.of();
        left.clear();
    }
}
