// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * One end of a {@link Wire} of the test's: what one end does, the other hears, later and in order on the call's executor. A listener
 * that fails ends the call with 500. Used on one thread.
 */
public final class FakeWire implements Leg {
    private static final Logger log = LoggerFactory.getLogger(FakeWire.class);

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
    private final Executor executor;
    private final LegAddresses addresses;
    private final String party;
    private final Queue<LegEvent> kept = new ArrayDeque<>(2);
    private final List<WireExchange> asked = new ArrayList<>(1);
    private FakeWire other;
    private Consumer<? super LegEvent> listener;
    private Map<String, Object> memory = Map.of();
    private boolean left;
    private volatile State state = State.NEW;

    private FakeWire(String callId, Side side, Executor executor, LegAddresses addresses, String party) {
        this.callId = callId;
        this.side = side;
        this.executor = executor;
        this.addresses = addresses;
        this.party = party;
    }

    /** A wire whose ends hear each other by this executor. */
    public static Wire of(String callId, Executor executor, LegAddresses addresses, String party) {
        FakeWire calling = new FakeWire(callId, Side.B, executor, addresses, party);
        FakeWire answering = new FakeWire(callId, Side.A, executor, addresses, party);
        calling.other = answering;
        answering.other = calling;
        return new Wire(calling, answering);
    }

    /** Whether either end has hung up. */
    public boolean ended() {
        return state == State.OVER;
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
        return new LegInfo(side, state.name().toLowerCase(java.util.Locale.ROOT), "local", party, "");
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void listen(Consumer<? super LegEvent> next) {
        listener = next;
        left = false;
        for (LegEvent event = kept.poll(); event != null; event = kept.poll()) {
            emit(event);
        }
    }

    @Override
    public void remember(Map<String, Object> next) {
        memory = Map.copyOf(next);
    }

    @Override
    public Map<String, Object> memory() {
        return memory;
    }

    @Override
    public void leave() {
        listener = null;
        left = true;
    }

    @Override
    public boolean left() {
        return left;
    }

    private void emit(LegEvent event) {
        if (listener == null) {
            kept.add(event);
            return;
        }
        try {
            listener.accept(event);
        } catch (RuntimeException | LinkageError fault) {
            // an application that fails costs its own call
            log.error("{}: the listener of a local leg failed", callId, fault);
            hangup(Cause.of(Cause.By.FAULT, 500));
        }
    }

    /** Lets the other end hear something, later. */
    private void tell(Consumer<FakeWire> what) {
        executor.execute(() -> {
            if (other.state != State.OVER) {
                what.accept(other);
            }
        });
    }

    private void only(Side wanted, String operation) {
        if (side != wanted) {
            throw new IllegalStateException(operation + " is for side " + wanted);
        }
    }

    @Override
    public void start(Optional<Body> offer) {
        only(Side.B, "start");
        if (state == State.NEW) {
            state = State.INVITED;
            tell(far -> {
                far.state = State.INVITED;
                far.emit(new LegEvent.Invited(offer));
            });
        }
    }

    @Override
    public void progress(Status status, Optional<Body> body) {
        only(Side.A, "progress");
        if (state == State.INVITED) {
            tell(far -> far.emit(new LegEvent.Progressed(status, body)));
        }
    }

    @Override
    public void report(LegInfo onward, Optional<Status> status) {
        only(Side.A, "report");
        if (state == State.INVITED) {
            tell(far -> far.emit(new LegEvent.Onward(onward, status)));
        }
    }

    @Override
    public void answer(Optional<Body> body) {
        only(Side.A, "answer");
        if (state == State.INVITED) {
            state = State.ANSWERED;
            tell(far -> {
                far.state = State.ANSWERED;
                far.emit(new LegEvent.Answered(body));
            });
        }
    }

    @Override
    public void confirm(Optional<Body> answer) {
        if (state == State.ANSWERED || state == State.CONFIRMED) {
            state = State.CONFIRMED;
            tell(far -> {
                far.state = State.CONFIRMED;
                far.emit(new LegEvent.Confirmed(answer));
            });
        }
    }

    @Override
    public void ask(Query query, Consumer<? super SipReply> answered) {
        if (state != State.CONFIRMED) {
            answered.accept(SipReply.of(state == State.OVER ? 481 : 491));
            return;
        }
        WireExchange exchange = new WireExchange(query, reply -> executor.execute(() -> answered.accept(reply)));
        asked.removeIf(WireExchange::over);
        asked.add(exchange);
        executor.execute(() -> {
            if (other.state == State.OVER) {
                exchange.answer(SipReply.of(481));
            } else {
                other.emit(new LegEvent.Asked(exchange));
            }
        });
    }

    private static final class WireExchange implements Exchange {
        private final Query query;
        private Consumer<SipReply> answered;

        WireExchange(Query query, Consumer<SipReply> answered) {
            this.query = query;
            this.answered = answered;
        }

        @Override
        public Query query() {
            return query;
        }

        boolean over() {
            return answered == null;
        }

        @Override
        public void answer(SipReply reply) {
            if (answered != null && !reply.status().provisional()) {
                Consumer<SipReply> once = answered;
                answered = null;
                once.accept(reply);
            }
        }
    }

    @Override
    public void hangup(Cause cause) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        gone();
        tell(far -> {
            far.state = State.OVER;
            far.gone();
            far.emit(new LegEvent.Ended(new Cause(Cause.By.PEER, cause.status(), cause.headers())));
        });
        emit(new LegEvent.Ended(cause));
    }

    /** Nobody is left to answer what was asked on this leg. */
    private void gone() {
        asked.forEach(exchange -> exchange.answer(SipReply.of(481)));
        asked.clear();
    }
}
