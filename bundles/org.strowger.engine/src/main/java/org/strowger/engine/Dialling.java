// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Seat;
import org.strowger.api.sip.Body;

/**
 * A call that a role may make: it holds one end of a wire and has not started it yet. When it does, there is an offer. Confined to the
 * call's executor.
 */
final class Dialling implements Carried {
    /** The key that says that a leg's memory is this, and in which format. */
    private static final String KEY = "org.strowger.engine.dialling";

    private static final int FORMAT = 1;

    /** What an engine does with it. */
    interface Desk {
        /** The role starts its end. */
        void offered(Offer offer, Custody.Memory application);

        /** It is a call now, or nothing will come of it, or it lies on its leg. */
        void gone(Dialling dialling);

        /** Runs something later. */
        Future<?> later(Duration delay, Runnable task);
    }

    /** @param calling the role's end */
    private record Memory(Origination origination, Seat seat, Leg calling) {}

    private final Desk desk;
    private final Memory memory;
    private final Leg own;
    private Optional<Future<?>> lease = Optional.empty();
    private boolean over;

    private Dialling(Desk desk, Memory memory, Leg own) {
        this.desk = desk;
        this.memory = memory;
        this.own = own;
    }

    /**
     * @param calling the role's end
     * @param own ours
     */
    Dialling(Desk desk, Origination origination, Seat seat, Leg calling, Leg own) {
        this(desk, new Memory(origination, seat, calling), own);
    }

    /** Whether one lies on a leg. */
    static boolean liesOn(Leg leg) {
        return leg.memory().containsKey(KEY);
    }

    /** @throws RuntimeException where what lies on the leg cannot be read */
    static Dialling decode(Desk desk, Leg leg) {
        Remembered values = new Remembered(leg.memory());
        int format = values.get(KEY, Integer.class, 0);
        if (format != FORMAT) {
            throw new IllegalArgumentException("format " + format + ", and this engine reads " + FORMAT);
        }
        Memory memory = new Memory(
                values.find("origination", Origination.class).orElseThrow(),
                values.find("seat", Seat.class).orElseThrow(),
                values.find("calling", Leg.class).orElseThrow());
        return new Dialling(desk, memory, leg);
    }

    String id() {
        return memory.seat().callId();
    }

    @Override
    public Executor executor() {
        return memory.seat().executor();
    }

    /** @param bound how long the role may take to start */
    void listen(Duration bound) {
        lease = Optional.of(desk.later(bound, () -> executor().execute(this::giveUp)));
        own.listen(event -> {
            if (event instanceof LegEvent.Invited invited) {
                started(invited.offer());
            } else if (event instanceof LegEvent.Ended) {
                stop();
            }
        });
    }

    private void started(Optional<Body> description) {
        if (over) {
            return;
        }
        stop();
        Origination who = memory.origination();
        LocalRequest request = LocalRequest.of(id(), who, description);
        desk.offered(
                new Offer(id(), request, own, memory.seat().executor(), Optional.of(who.role()), false),
                new Custody.Memory(who.role(), 0, memory.calling(), Optional.empty()));
    }

    private void stop() {
        over = true;
        lease.ifPresent(timer -> timer.cancel(false));
        desk.gone(this);
    }

    @Override
    public void layDown() {
        if (!over) {
            own.remember(Map.of(
                    KEY,
                    FORMAT,
                    "origination",
                    memory.origination(),
                    "seat",
                    memory.seat(),
                    "calling",
                    memory.calling()));
            stop();
            own.leave();
        }
    }

    @Override
    public void giveUp() {
        if (!over) {
            stop();
            own.hangup(Cause.of(By.TIMER, 408));
        }
    }
}
