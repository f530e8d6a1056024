// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * A leg without a network. It writes down what is done to it, lets the test play the peer by {@link #fire}, and holds its user
 * to the contract of {@link Leg}: an operation of the other side throws, one that the state does not allow is only noted in
 * {@link #ignored}, and {@link LegEvent.Ended} comes exactly once. Used on one thread.
 */
public final class FakeLeg implements Leg {
    private enum State {
        NEW,
        CALLING,
        RINGING,
        ANSWERED,
        ENDED
    }

    private record Question(Query query, Consumer<? super SipReply> answered) {}

    private final String callId;
    private final Side side;
    private final Executor executor;
    private final List<LegDeed> deeds = new ArrayList<>();
    private final List<LegDeed> ignored = new ArrayList<>();
    private final Deque<LegEvent> events = new ArrayDeque<>();
    private final Deque<Question> questions = new ArrayDeque<>();
    private boolean local;
    private LegAddresses addresses;
    private State state = State.NEW;
    private boolean unconfirmed;
    private boolean delivering;
    private Consumer<? super LegEvent> listener;
    private Map<String, Object> memory = Map.of();
    private boolean left;

    private FakeLeg(String callId, Side side, Executor executor) {
        this.callId = Objects.requireNonNull(callId, "callId");
        this.side = Objects.requireNonNull(side, "side");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.addresses = new LegAddresses(side == Side.A ? "192.0.2.7" : "192.0.2.8", "192.0.2.1", "192.0.2.1");
    }

    /** A leg of side A: somebody called, and nobody has answered yet. */
    public static FakeLeg a(String callId, Executor executor) {
        return new FakeLeg(callId, Side.A, executor);
    }

    /** A leg of side B that has sent nothing yet. */
    public static FakeLeg b(String callId, Executor executor) {
        return new FakeLeg(callId, Side.B, executor);
    }

    /** Makes it the leg of an application. */
    public FakeLeg asLocal() {
        local = true;
        return this;
    }

    /** Sets its addresses. */
    public FakeLeg at(String peer, String bound, String advertised) {
        addresses = new LegAddresses(peer, bound, advertised);
        return this;
    }

    /** What was done, in order. */
    public List<LegDeed> deeds() {
        return List.copyOf(deeds);
    }

    /** What was done, in order, a line each: {@code progress 180 Ringing}. */
    public List<String> story() {
        return deeds.stream().map(LegDeed::toString).toList();
    }

    /** What was done when the leg's state did not allow it, and so had no effect. */
    public List<LegDeed> ignored() {
        return List.copyOf(ignored);
    }

    /** The last deed of a kind. */
    public <T extends LegDeed> Optional<T> last(Class<T> kind) {
        for (int i = deeds.size() - 1; i >= 0; i--) {
            if (kind.isInstance(deeds.get(i))) {
                return Optional.of(kind.cast(deeds.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Whether it was hung up, or its peer has gone. */
    public boolean ended() {
        return state == State.ENDED;
    }

    /**
     * Plays the peer.
     *
     * @return false where the leg had ended before: such an event is lost, as it is on a real leg
     * @throws IllegalStateException when such an event cannot happen on this leg: the test is wrong
     */
    public boolean fire(LegEvent event) {
        if (state == State.ENDED) {
            return false;
        }
        if (event instanceof LegEvent.Progressed || event instanceof LegEvent.Answered) {
            need(Side.B, event);
            if (state == State.NEW || state == State.ANSWERED) {
                throw new IllegalStateException(event + " on a leg that is " + state);
            }
            state = event instanceof LegEvent.Answered ? State.ANSWERED : State.RINGING;
            unconfirmed = state == State.ANSWERED;
        } else if (event instanceof LegEvent.Ended) {
            state = State.ENDED;
            answerAll(481);
        }
        post(event);
        return true;
    }

    /** Answers the oldest unanswered {@link Leg#ask}. */
    public void reply(SipReply reply) {
        Question question = questions.poll();
        if (question == null) {
            throw new IllegalStateException("nothing was asked on this leg that waits for an answer");
        }
        if (question.query().method().equals("INVITE") && reply.status().success()) {
            unconfirmed = true;
        }
        executor.execute(() -> question.answered().accept(reply));
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
        return local;
    }

    @Override
    public LegAddresses addresses() {
        return addresses;
    }

    @Override
    public LegInfo info() {
        String peer = local ? "local" : "udp:" + addresses.peer() + ":5060";
        return new LegInfo(side, state.name().toLowerCase(Locale.ROOT), peer, "", local ? "" : callId + "@sip");
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(Objects.requireNonNull(task, "task"));
    }

    @Override
    public void listen(Consumer<? super LegEvent> newListener) {
        listener = Objects.requireNonNull(newListener, "listener");
        left = false;
        executor.execute(this::deliver);
    }

    @Override
    public void remember(Map<String, Object> newMemory) {
        memory = Map.copyOf(newMemory);
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

    @Override
    public void start(Optional<Body> offer) {
        need(Side.B, "start");
        if (note(new LegDeed.Start(offer), state == State.NEW)) {
            state = State.CALLING;
        }
    }

    @Override
    public void progress(Status status, Optional<Body> body) {
        need(Side.A, "progress");
        if (!status.provisional()) {
            throw new IllegalArgumentException("progress with " + status);
        }
        if (note(new LegDeed.Progress(status, body), state == State.NEW || state == State.RINGING)) {
            state = State.RINGING;
        }
    }

    @Override
    public void answer(Optional<Body> body) {
        need(Side.A, "answer");
        if (note(new LegDeed.Answer(body), state == State.NEW || state == State.RINGING)) {
            state = State.ANSWERED;
        }
    }

    @Override
    public void confirm(Optional<Body> answer) {
        if (note(new LegDeed.Confirm(answer), state != State.ENDED && unconfirmed)) {
            unconfirmed = false;
        }
    }

    @Override
    public void ask(Query query, Consumer<? super SipReply> answered) {
        Objects.requireNonNull(answered, "answered");
        if (note(new LegDeed.Ask(query), state != State.ENDED)) {
            questions.add(new Question(query, answered));
        } else {
            executor.execute(() -> answered.accept(SipReply.of(481)));
        }
    }

    @Override
    public void withdraw() {
        note(
                new LegDeed.Withdraw(),
                questions.stream().anyMatch(one -> one.query().method().equals("INVITE")));
    }

    @Override
    public void hangup(Cause cause) {
        if (note(new LegDeed.Hangup(cause), state != State.ENDED)) {
            state = State.ENDED;
            answerAll(481);
            post(new LegEvent.Ended(cause));
        }
    }

    private boolean note(LegDeed deed, boolean allowed) {
        (allowed ? deeds : ignored).add(deed);
        return allowed;
    }

    private void need(Side needed, Object what) {
        if (side != needed) {
            throw new IllegalStateException(what + " belongs to side " + needed + ", and this leg is side " + side);
        }
    }

    private void answerAll(int status) {
        while (!questions.isEmpty()) {
            reply(SipReply.of(status));
        }
    }

    private void post(LegEvent event) {
        events.add(event);
        executor.execute(this::deliver);
    }

    /** In order also where a listener causes the next event and the executor runs at once. */
    private void deliver() {
        if (delivering || listener == null) {
            return;
        }
        delivering = true;
        try {
            // A listener may leave the leg: what comes after is for the next.
            while (listener != null && !events.isEmpty()) {
                listener.accept(events.poll());
            }
        } finally {
            delivering = false;
        }
    }

    @Override
    public String toString() {
        return "leg " + side + " of " + callId + " " + state + " " + deeds;
    }
}
