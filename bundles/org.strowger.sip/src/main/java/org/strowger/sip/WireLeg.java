// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.CallQueue;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * One end of a wire. The engine serves one and an application the other, whichever calls; what the application does with an event
 * has its bound, and a call whose application is late or fails ends with 500.
 */
final class WireLeg implements Leg {
    private static final Logger log = LoggerFactory.getLogger(WireLeg.class);

    /** The network's protocol in small: enough to refuse what the other side would refuse. */
    private enum State {
        NEW,
        INVITED,
        ANSWERED,
        CONFIRMED,
        OVER
    }

    private final String callId;
    private final Side side;
    private final CallQueue queue;
    private final LegAddresses addresses;
    private final String party;
    private final LegTable legs;
    private final Optional<Duration> bound;
    private final Mailbox mailbox;
    /** What was asked on this end and has no answer yet. */
    private final List<WireExchange> asked = new ArrayList<>(1);

    private WireLeg other;
    private volatile State state = State.NEW;

    private WireLeg(Sip sip, Seat seat, Side side, LegAddresses addresses, String party, Optional<Duration> bound) {
        this.callId = seat.callId();
        this.queue = seat.executor();
        this.side = side;
        this.addresses = addresses;
        this.party = party;
        this.legs = sip.legs();
        this.bound = bound;
        this.mailbox = new Mailbox(this, sip.orphans(), () -> execute(this::abandon));
    }

    /**
     * Both ends of a new wire.
     *
     * @param application the end whose listener is held to the bound
     */
    static Wire pair(Sip sip, Seat seat, LegAddresses addresses, String party, Side application, Duration bound) {
        return wire(
                new WireLeg(sip, seat, Side.B, addresses, party, boundOf(Side.B, application, bound)),
                new WireLeg(sip, seat, Side.A, addresses, party, boundOf(Side.A, application, bound)));
    }

    /** Both ends of a new wire from one call to another. */
    static Wire pair(Sip sip, Seat calling, Seat answering, LegAddresses addresses, String party) {
        return wire(
                new WireLeg(sip, calling, Side.B, addresses, party, Optional.empty()),
                new WireLeg(sip, answering, Side.A, addresses, party, Optional.empty()));
    }

    private static Wire wire(WireLeg calling, WireLeg answering) {
        calling.other = answering;
        answering.other = calling;
        return new Wire(calling, answering);
    }

    /** Both ends of a wire between two calls that are up. */
    static Wire link(Sip sip, Seat calling, Seat answering, LegAddresses addresses, String party) {
        WireLeg one = new WireLeg(sip, calling, Side.B, addresses, party, Optional.empty());
        WireLeg two = new WireLeg(sip, answering, Side.A, addresses, party, Optional.empty());
        one.joined(two);
        two.joined(one);
        return new Wire(one, two);
    }

    private void joined(WireLeg far) {
        other = far;
        state = State.CONFIRMED;
        legs.add(this);
    }

    private static Optional<Duration> boundOf(Side side, Side application, Duration bound) {
        return side == application ? Optional.of(bound) : Optional.empty();
    }

    @Override
    public void execute(Runnable task) {
        queue.execute(task);
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public LegAddresses addresses() {
        return addresses;
    }

    @Override
    public LegInfo info() {
        return new LegInfo(side, state.name().toLowerCase(Locale.ROOT), "local", party, "");
    }

    // ---- events, and who hears them

    @Override
    public void listen(Consumer<? super LegEvent> next) {
        mailbox.listen(event -> hear(next, event));
    }

    /** Whoever fails to hear an event costs its own call, and no other's. */
    private void hear(Consumer<? super LegEvent> listener, LegEvent event) {
        try {
            if (bound.isPresent()) {
                queue.within(
                        bound.get(),
                        () -> {
                            listener.accept(event);
                            return event;
                        },
                        () -> late(listener, event));
            } else {
                listener.accept(event);
            }
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: {} failed at {}", callId, listener.getClass().getName(), name(event), fault);
            hangup(Cause.of(Cause.By.FAULT, 500));
        }
    }

    private void late(Consumer<? super LegEvent> listener, LegEvent event) {
        log.error(
                "{}: {} did not come back from {} within {} ms: the call ends",
                callId,
                listener.getClass().getName(),
                name(event),
                bound.orElseThrow().toMillis());
        mailbox.deafen();
        hangup(Cause.of(Cause.By.FAULT, 500));
    }

    private static String name(LegEvent event) {
        return event.getClass().getSimpleName();
    }

    @Override
    public void remember(Map<String, Object> memory) {
        mailbox.remember(memory);
    }

    @Override
    public Map<String, Object> memory() {
        return mailbox.memory();
    }

    @Override
    public void leave() {
        CallThread.check();
        mailbox.leave();
    }

    @Override
    public boolean left() {
        return mailbox.left();
    }

    private void abandon() {
        if (left()) {
            hangup(Sip.ORPHANED);
        }
    }

    /** Lets the other end hear something, later. */
    private void tell(Consumer<WireLeg> what) {
        other.execute(() -> {
            if (other.state != State.OVER) {
                what.accept(other);
            }
        });
    }

    // ---- what is done to it

    private void only(Side wanted, String operation) {
        CallThread.check();
        if (side != wanted) {
            throw new IllegalStateException(operation + " is for side " + wanted);
        }
    }

    @Override
    public void start(Optional<Body> offer) {
        only(Side.B, "start");
        if (state == State.NEW) {
            state = State.INVITED;
            legs.add(this);
            legs.add(other);
            tell(far -> {
                far.state = State.INVITED;
                far.mailbox.emit(new LegEvent.Invited(offer));
            });
        }
    }

    @Override
    public void progress(Status status, Optional<Body> body) {
        only(Side.A, "progress");
        if (!status.provisional()) {
            throw new IllegalArgumentException(status + " is not provisional");
        }
        if (state == State.INVITED) {
            tell(far -> far.mailbox.emit(new LegEvent.Progressed(status, body)));
        }
    }

    @Override
    public void report(LegInfo onward, Optional<Status> status) {
        only(Side.A, "report");
        if (state == State.INVITED) {
            tell(far -> far.mailbox.emit(new LegEvent.Onward(onward, status)));
        }
    }

    @Override
    public void answer(Optional<Body> body) {
        only(Side.A, "answer");
        if (state == State.INVITED) {
            state = State.ANSWERED;
            tell(far -> {
                far.state = State.ANSWERED;
                far.mailbox.emit(new LegEvent.Answered(body));
            });
        }
    }

    @Override
    public void confirm(Optional<Body> answer) {
        CallThread.check();
        if (state == State.ANSWERED || state == State.CONFIRMED) {
            state = State.CONFIRMED;
            tell(far -> {
                far.state = State.CONFIRMED;
                far.mailbox.emit(new LegEvent.Confirmed(answer));
            });
        }
    }

    @Override
    public void ask(Query query, Consumer<? super SipReply> answered) {
        CallThread.check();
        if (state != State.CONFIRMED) {
            answered.accept(SipReply.of(state == State.OVER ? 481 : 491));
            return;
        }
        WireExchange exchange = new WireExchange(query, queue, answered);
        asked.removeIf(WireExchange::over);
        asked.add(exchange);
        other.execute(() -> {
            if (other.state == State.OVER) {
                exchange.answer(SipReply.of(481));
            } else if (!exchange.over()) {
                other.mailbox.emit(new LegEvent.Asked(exchange));
            }
        });
    }

    @Override
    public void withdraw() {
        CallThread.check();
        for (WireExchange exchange : asked) {
            if (!exchange.over() && exchange.query().method().equals("INVITE")) {
                exchange.answer(SipReply.of(487));
                tell(far -> far.mailbox.withdrawn(exchange));
            }
        }
    }

    @Override
    public void hangup(Cause cause) {
        CallThread.check();
        if (state == State.OVER) {
            return;
        }
        over();
        tell(far -> {
            far.over();
            far.mailbox.emit(new LegEvent.Ended(new Cause(Cause.By.PEER, cause.status(), cause.headers())));
        });
        mailbox.emit(new LegEvent.Ended(cause));
    }

    /** Out of the table, and nobody is left to answer what was asked on this end. */
    private void over() {
        state = State.OVER;
        legs.remove(this);
        asked.forEach(exchange -> exchange.answer(SipReply.of(481)));
        asked.clear();
    }

    /** What one end asked the other. Either may be of another call: answered on the executor of the end that asked, once. */
    private static final class WireExchange implements PeerExchange {
        private final Query query;
        private final Executor executor;
        private final Consumer<? super SipReply> answered;
        private final AtomicBoolean over = new AtomicBoolean();

        WireExchange(Query query, Executor executor, Consumer<? super SipReply> answered) {
            this.query = query;
            this.executor = executor;
            this.answered = answered;
        }

        @Override
        public Query query() {
            return query;
        }

        @Override
        public boolean over() {
            return over.get();
        }

        @Override
        public void answer(SipReply reply) {
            CallThread.check();
            if (!reply.status().provisional() && over.compareAndSet(false, true)) {
                executor.execute(() -> answered.accept(reply));
            }
        }
    }
}
