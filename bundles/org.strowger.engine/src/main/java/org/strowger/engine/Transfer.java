// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * A transfer (RFC 3515, RFC 5589): one party of a call, the transferor, has the other, the transferee, talk to a target, and may
 * leave at once. The target is reached by a call of its own, or is in one with the transferor already, or calls to take the
 * transferor's place (RFC 3891); this has one end of that call. The target makes the offer, the transferee answers it. A transferor who
 * asked for it is told what really becomes of it. Confined to the call's executor.
 */
final class Transfer {
    private static final Duration GLARE = Duration.ofSeconds(3);
    private static final int TRIES = 5;

    /** How the target is had. */
    enum Way {
        /** It is called: a blind transfer. */
        CALLED,
        /** The transferor has called it before: an attended transfer. */
        CONSULTED,
        /** It calls by itself, and names the dialog whose place it takes. */
        NEWCOMER
    }

    /** Who hears what becomes of it: one of the last three, once, unless it is stopped before. */
    interface Outcome {
        /** The transferor has left: the transferee waits for the target. */
        void alone(Leg transferee, Leg target);

        /**
         * The transferee talks to the target; the transferor, where it is still there, hears of it and is then hung up.
         *
         * @param pending what passes between the two already
         */
        void joined(Optional<Leg> transferor, Leg transferee, Leg target, Bridge.Memory pending);

        /** Nothing came of it, and the call goes on as it was. */
        void failed();

        /** Nothing came of it, and nobody is left whom the transferee could talk to. */
        void lost(Leg transferee, Cause cause);
    }

    /**
     * How far a transfer got.
     *
     * @param target our end of the call to the target
     * @param alone whether the transferor has left
     * @param way how the target is had
     * @param offer JOINING: the target's; a newcomer may leave it to the transferee to make one
     * @param reply what the transferee says to it, or before that the target that has been called already to being asked for it; empty while
     *     either is to be asked again
     */
    record Memory(
            TransferState state,
            Leg transferor,
            Leg transferee,
            Leg target,
            boolean alone,
            Way way,
            Optional<Body> offer,
            Optional<CompletableFuture<SipReply>> reply) {
        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>(Map.of(
                    "state", state.name(),
                    "transferor", transferor,
                    "transferee", transferee,
                    "target", target,
                    "alone", alone,
                    "way", way.name()));
            offer.ifPresent(body -> map.put("offer", body));
            reply.ifPresent(future -> map.put("reply", future));
            return Map.copyOf(map);
        }

        static Memory decode(Remembered values) {
            boolean consulted = values.get("consulted", Boolean.class, false);
            @SuppressWarnings("unchecked")
            Optional<CompletableFuture<SipReply>> reply =
                    values.find("reply", CompletableFuture.class).map(future -> (CompletableFuture<SipReply>) future);
            return new Memory(
                    TransferState.valueOf(values.get("state", String.class, "")),
                    values.find("transferor", Leg.class).orElseThrow(),
                    values.find("transferee", Leg.class).orElseThrow(),
                    values.find("target", Leg.class).orElseThrow(),
                    values.get("alone", Boolean.class, false),
                    Way.valueOf(values.get("way", String.class, consulted ? "CONSULTED" : "CALLED")),
                    values.find("offer", Body.class),
                    reply);
        }
    }

    private final Leg transferor;
    private final Leg transferee;
    private final Leg target;
    private final Consumer<Runnable> guarded;
    private final Outcome outcome;
    private final Alarm clock;
    private TransferState state;
    private final Way way;
    private boolean alone;
    private Optional<Body> offer;
    private Optional<CompletableFuture<SipReply>> reply;
    private int tries;

    /**
     * @param guarded runs a step of the call
     * @param memory {@link #begin} or {@link #resume} follows
     */
    Transfer(CallContext context, Offer call, Consumer<Runnable> guarded, Outcome outcome, Memory memory) {
        this.guarded = guarded;
        this.outcome = outcome;
        this.clock = new Alarm(context, call, guarded);
        this.transferor = memory.transferor();
        this.transferee = memory.transferee();
        this.target = memory.target();
        this.state = memory.state();
        this.alone = memory.alone();
        this.way = memory.way();
        this.offer = memory.offer();
        this.reply = memory.reply();
    }

    /** What there is to know of a transfer that has not begun. */
    static Memory of(Leg transferor, Leg transferee, Leg target, Way way) {
        return new Memory(
                TransferState.CALLING, transferor, transferee, target, false, way, Optional.empty(), Optional.empty());
    }

    Memory memory() {
        return new Memory(state, transferor, transferee, target, alone, way, offer, reply);
    }

    /** Accepts the REFER and calls the target. */
    void begin(Exchange refer) {
        refer.answer(SipReply.of(202));
        tell(Status.TRYING, "active;expires=180", answered -> {});
        listen();
        if (way == Way.CONSULTED) {
            askTarget();
        } else {
            target.start(Optional.empty());
        }
    }

    /** A newcomer calls, and is about to say so. */
    void begin() {
        listen();
    }

    /** Goes on where another left it; what the target said meanwhile is heard first. */
    void resume() {
        listen();
        if (state == TransferState.JOINING) {
            reply.ifPresentOrElse(this::await, this::askTransferee);
        } else if (way == Way.CONSULTED) {
            reply.ifPresentOrElse(this::awaitTarget, this::askTarget);
        }
    }

    private void listen() {
        target.listen(event -> guarded.accept(() -> on(event)));
    }

    /** Somebody else goes on with it. */
    void leave() {
        clock.stop();
        target.leave();
    }

    /** A party's leg is over; true where the call goes on without it. */
    boolean left(Leg leg) {
        if (leg != transferor || alone) {
            return leg == transferor;
        }
        alone = true;
        outcome.alone(transferee, target);
        return true;
    }

    /** The call ends: no outcome follows. */
    void stop(Cause cause) {
        step(TransferState.Input.FAILURE);
        target.hangup(cause);
    }

    private boolean step(TransferState.Input input) {
        TransferState before = state;
        state = before.on(input);
        if (state == TransferState.FAILED || state == TransferState.JOINED) {
            clock.stop();
            reply = Optional.empty();
        }
        return state != before;
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Answered answered) {
            offered(answered.body());
        } else if (event instanceof LegEvent.Invited invited) {
            offered(invited.offer());
        } else if (event instanceof LegEvent.Ended ended) {
            fail(ended.cause());
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(SipReply.of(491));
        }
    }

    private void offered(Optional<Body> description) {
        if (step(TransferState.Input.ANSWERED)) {
            offer = description;
            if (offer.isEmpty() && way != Way.NEWCOMER) {
                fail(Cause.of(By.PEER, 488));
            } else {
                askTransferee();
            }
        }
    }

    /** A target that talks to the transferor makes an offer in a call that is up. */
    private void askTarget() {
        CompletableFuture<SipReply> awaited = new CompletableFuture<>();
        reply = Optional.of(awaited);
        awaitTarget(awaited);
        target.ask(new Query("INVITE", List.of(), Optional.empty()), awaited::complete);
    }

    private void awaitTarget(CompletableFuture<SipReply> awaited) {
        awaited.thenAccept(said -> guarded.accept(() -> targetReplied(awaited, said)));
    }

    private void targetReplied(CompletableFuture<SipReply> awaited, SipReply said) {
        if (reply.filter(one -> one == awaited).isEmpty()) {
            return;
        }
        reply = Optional.empty();
        if (said.status().success()) {
            offered(said.body());
        } else if (said.status().code() == 491 && ++tries < TRIES) {
            clock.in(GLARE, this::askTarget);
        } else {
            fail(new Cause(By.PEER, said.status(), List.of()));
        }
    }

    private void askTransferee() {
        CompletableFuture<SipReply> awaited = new CompletableFuture<>();
        reply = Optional.of(awaited);
        await(awaited);
        transferee.ask(new Query("INVITE", List.of(), offer), awaited::complete);
    }

    private void await(CompletableFuture<SipReply> awaited) {
        awaited.thenAccept(said -> guarded.accept(() -> replied(awaited, said)));
    }

    private void replied(CompletableFuture<SipReply> awaited, SipReply said) {
        boolean current = reply.filter(one -> one == awaited).isPresent();
        boolean described = said.status().success() && said.body().isPresent();
        // where it made the offer itself its ACK has the target's answer
        boolean acknowledged = said.status().success() && !(current && described && offer.isEmpty());
        if (acknowledged) {
            transferee.confirm(Optional.empty());
        }
        if (!current) {
            // it is over already
            return;
        }
        reply = Optional.empty();
        if (said.status().code() == 491 && ++tries < TRIES) {
            clock.in(GLARE, this::askTransferee);
        } else if (described && way == Way.NEWCOMER) {
            target.answer(said.body());
            join(acknowledged ? Bridge.Memory.NONE : new Bridge.Memory(Optional.of(Leg.Side.A), List.of()));
        } else if (described) {
            target.confirm(said.body());
            join(Bridge.Memory.NONE);
        } else {
            fail(new Cause(By.PEER, said.status().success() ? Status.of(488) : said.status(), List.of()));
        }
    }

    private void join(Bridge.Memory pending) {
        step(TransferState.Input.TAKEN);
        Leg done = transferor;
        // a BYE that overtook the news would hide it
        tell(Status.OK, "terminated;reason=noresource", answered -> done.hangup(Cause.of(By.US, 200)));
        boolean hears = !alone && way != Way.NEWCOMER;
        outcome.joined(hears ? Optional.of(done) : Optional.empty(), transferee, target, pending);
        if (!alone && !hears) {
            done.hangup(Cause.of(By.US, 200));
        }
    }

    private void fail(Cause cause) {
        boolean asking = state == TransferState.JOINING && reply.isPresent();
        if (step(TransferState.Input.FAILURE)) {
            target.hangup(Causes.forCallee(cause));
            if (asking) {
                transferee.withdraw();
            }
            // a target that was there and has left is no success
            Status told = cause.status().failure() ? cause.status() : Status.of(487);
            tell(told, "terminated;reason=noresource", answered -> {});
            if (alone) {
                outcome.lost(transferee, cause);
            } else {
                outcome.failed();
            }
        }
    }

    /** What becomes of it, as a piece of a SIP message (RFC 3515 section 2.4.5). */
    private void tell(Status status, String subscription, Consumer<SipReply> answered) {
        if (!alone && way != Way.NEWCOMER) {
            Body fragment = new Body(
                    "message/sipfrag;version=2.0",
                    ("SIP/2.0 " + status.code() + " " + status.phrase() + "\r\n")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            List<Header> headers =
                    List.of(new Header("Event", "refer"), new Header("Subscription-State", subscription));
            transferor.ask(new Query("NOTIFY", headers, Optional.of(fragment)), answered);
        }
    }
}
