// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;

/**
 * What a leg says to whoever serves it, in order, and what that one lays down for the next. While nobody listens events wait;
 * what the peer asks beyond a bound is put off (RFC 3261 section 14.2). Confined to the call's executor, but for {@link #left}
 * and {@link #memory}.
 */
final class Mailbox {
    /** Events that wait; those that only happen once are kept all the same. */
    static final int ROOM = 64;

    private final Leg leg;
    private final Leases<Leg, Runnable> orphans;
    private final Runnable abandon;
    private final Deque<LegEvent> kept = new ArrayDeque<>(2);
    /** What the listener heard of and may not have answered yet. */
    private final List<LegEvent.Asked> unanswered = new ArrayList<>(1);

    private Ear ear;
    private boolean ended;
    private volatile boolean left;
    private volatile Map<String, Object> memory = Map.of();

    /** A listener, and whether kept events are being read out to it. */
    private static final class Ear {
        final Consumer<? super LegEvent> listener;
        boolean busy;

        Ear(Consumer<? super LegEvent> listener) {
            this.listener = listener;
        }
    }

    /** @param abandon what is done, on any thread, with a leg that was left and that nobody comes for */
    Mailbox(Leg leg, Leases<Leg, Runnable> orphans, Runnable abandon) {
        this.leg = leg;
        this.orphans = orphans;
        this.abandon = abandon;
    }

    void listen(Consumer<? super LegEvent> listener) {
        CallThread.check();
        if (left) {
            left = false;
            orphans.remove(leg);
        }
        Ear own = new Ear(listener);
        ear = own;
        readOut(own);
    }

    /** Reads out what is kept, until it is all heard or somebody else listens. */
    private void readOut(Ear own) {
        own.busy = true;
        try {
            while (ear == own && !kept.isEmpty()) {
                tell(own, kept.poll());
            }
        } finally {
            own.busy = false;
        }
    }

    private void tell(Ear own, LegEvent event) {
        if (event instanceof LegEvent.Asked asked) {
            unanswered.removeIf(Mailbox::over);
            unanswered.add(asked);
        }
        own.listener.accept(event);
    }

    private static boolean over(LegEvent.Asked asked) {
        return asked.exchange() instanceof PeerExchange exchange && exchange.over();
    }

    /** Delivers an event or keeps it; after {@link LegEvent.Ended} there is none. */
    void emit(LegEvent event) {
        if (ended) {
            return;
        }
        ended = event instanceof LegEvent.Ended;
        Ear own = ear;
        if (own != null && kept.isEmpty()) {
            tell(own, event);
            return;
        }
        keep(event);
        if (own != null && !own.busy) {
            readOut(own);
        }
    }

    /** The peer took back what it asked and has had its answer; who has not heard of the one need not hear of the other. */
    void withdrawn(Exchange exchange) {
        if (!kept.removeIf(event -> event instanceof LegEvent.Asked asked && asked.exchange() == exchange)) {
            emit(new LegEvent.Withdrawn(exchange));
        }
    }

    private void keep(LegEvent event) {
        if (kept.size() < ROOM || !passing(event)) {
            kept.add(event);
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(SipReply.of(500, new Header("Retry-After", "5")));
        }
    }

    /** Whether a peer may cause it as often as it likes. */
    private static boolean passing(LegEvent event) {
        return event instanceof LegEvent.Asked
                || event instanceof LegEvent.Progressed
                || event instanceof LegEvent.Onward;
    }

    /** Whatever the peer asked and nobody has answered gets its answer with the leg's end (RFC 3261 section 15.1.2). */
    void terminate() {
        List<LegEvent.Asked> open = new ArrayList<>(unanswered);
        kept.removeIf(event -> event instanceof LegEvent.Asked asked && open.add(asked));
        unanswered.clear();
        open.forEach(asked -> asked.exchange().answer(SipReply.of(487)));
    }

    boolean ended() {
        return ended;
    }

    void remember(Map<String, Object> newMemory) {
        CallThread.check();
        memory = Map.copyOf(newMemory);
    }

    Map<String, Object> memory() {
        return memory;
    }

    boolean left() {
        return left;
    }

    /** Forgets the listener; what it was asked and has not answered, the next is asked again. */
    void leave() {
        ear = null;
        for (int i = unanswered.size() - 1; i >= 0; i--) {
            if (!over(unanswered.get(i))) {
                kept.addFirst(unanswered.get(i));
            }
        }
        unanswered.clear();
        if (!left && !(ended && kept.isEmpty())) {
            left = true;
            orphans.put(leg, abandon);
        }
    }

    /** Nobody hears anything from now on: the listener did not come back from an event. */
    void deafen() {
        ear = new Ear(event -> {});
        kept.clear();
        unanswered.clear();
    }
}
