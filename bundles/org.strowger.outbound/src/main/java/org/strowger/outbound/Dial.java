// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.DialEvent.Reason;
import org.strowger.api.dial.DialEvent.State;
import org.strowger.api.dial.DialInfo;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.dial.Srtp;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.outbound.Description.Judgement;
import org.strowger.outbound.DialState.Input;

/**
 * One attempt, and the call that becomes of it. Before the exchange has the call its own lock guards it; from then on everything runs on the
 * call's executor, but for what says any thread.
 */
final class Dial {
    /** Who hears of it. Any thread. */
    interface Desk {
        Instant now();

        void event(DialEvent event);

        void established(EstablishedLeg leg);

        /** It has a leg. */
        void begun(Dial dial);

        /** Whether the attempt may be known by another Call-ID from now on. */
        boolean adopts(Dial dial, String before, String after);

        /** @param said told once, on any thread, why the answer is turned down; empty where it is agreed to */
        void judge(EstablishedLeg leg, Consumer<Optional<String>> said);

        /** Nothing more is said of it. */
        void removed(Dial dial, HangupReason reason, boolean cancelled);

        /** Its leg has ended, or is left. */
        void gone(Dial dial);
    }

    private final Desk desk;
    private final Particulars particulars;
    private Description offer;
    private volatile String callId;
    private volatile DialState state = DialState.WAITING;
    private volatile Leg leg;
    private volatile boolean left;
    private boolean invited;
    private boolean forgotten;
    private boolean answered;
    private boolean ended;
    private Optional<LegInfo> onward = Optional.empty();
    /** The last refusal, of an attempt that another may follow. */
    private Optional<Status> refusal = Optional.empty();

    private String answer = "";
    private Optional<Srtp> srtp = Optional.empty();

    /** @param from who calls, for an operator */
    Dial(Desk desk, DialRequest request, String callId, String from, Description offer) {
        this.desk = desk;
        this.particulars = new Particulars(request, desk.now(), from);
        this.callId = callId;
        this.offer = offer;
    }

    /** One that another dialler has left: {@link #goOn} follows. */
    Dial(Desk desk, DialMemory memory, Leg leg) {
        this.desk = desk;
        this.particulars = memory.particulars();
        this.callId = memory.callId();
        this.offer = memory.offer();
        this.state = memory.state();
        this.invited = memory.invited();
        this.forgotten = memory.forgotten();
        this.onward = memory.onward();
        this.answer = memory.answer();
        this.leg = leg;
    }

    // ---- what anybody may ask, on any thread

    DialRequest request() {
        return particulars.request();
    }

    String callId() {
        return callId;
    }

    DialState state() {
        return state;
    }

    /** The call's end that is ours; empty before there is one. */
    Optional<Leg> leg() {
        return Optional.ofNullable(leg);
    }

    DialInfo info() {
        return particulars.info(callId, leg, state);
    }

    // ---- how it begins

    /**
     * Begins the call, unless the attempt has been taken back.
     *
     * @param originate makes our end of it
     * @throws IllegalStateException where no call can be made now
     */
    void begin(Supplier<Leg> originate) {
        Leg made;
        synchronized (this) {
            if (state != DialState.WAITING) {
                return;
            }
            made = originate.get();
            leg = made;
            state = state.on(Input.BEGUN);
            desk.begun(this);
        }
        made.execute(() -> {
            made.listen(this::on);
            made.start(Optional.of(offer.body()));
        });
    }

    /** Nothing comes of it, before the exchange has the call. Any thread. */
    void fail(Reason reason, int status, String why) {
        synchronized (this) {
            if (state == DialState.WAITING) {
                over(State.FAILED, reason, status, why);
            }
        }
    }

    void goOn() {
        boolean unjudged = state == DialState.ANSWERED;
        leg.listen(this::on);
        if (unjudged && state == DialState.ANSWERED) {
            usable(Optional.of(Body.sdp(answer)));
        }
    }

    // ---- what happens

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Onward news) {
            heard(news.leg(), news.status());
        } else if (event instanceof LegEvent.Answered answered) {
            answered(answered);
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(reply(asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended over) {
            ended(over.cause());
        }
    }

    private void heard(LegInfo info, Optional<Status> status) {
        if (state == DialState.OVER) {
            return;
        }
        onward = Optional.of(info);
        refusal = status.filter(Status::failure);
        answered = status.filter(Status::success).isPresent();
        // of a leg that ends unsent only its end is heard; an application within the exchange is invited unheard
        if (!invited && refusal.isEmpty()) {
            invited = true;
            tell(State.INVITED, 0, Reason.NONE, "");
        }
        if (status.filter(Status::provisional).isPresent()) {
            state = state.on(Input.PROVISIONAL);
            tell(
                    State.PROVISIONAL,
                    status.get().code(),
                    Reason.NONE,
                    status.get().phrase());
        }
    }

    private void answered(LegEvent.Answered event) {
        if (forgotten || state == DialState.OVER) {
            // a 2xx is acknowledged, wanted or not
            leg.confirm(Optional.empty());
            leg.hangup(Cause.of(By.US, 200));
            return;
        }
        state = state.on(Input.SUCCESS);
        onward.map(LegInfo::sipCallId)
                .filter(now -> !now.isEmpty() && !now.equals(callId))
                .filter(now -> desk.adopts(this, callId, now))
                .ifPresent(now -> callId = now);
        usable(event.body());
    }

    private void usable(Optional<Body> description) {
        Judgement judgement = offer.judge(description);
        if (judgement instanceof Judgement.Usable usable) {
            answer = usable.answer();
            srtp = usable.srtp();
            desk.judge(established(), why -> leg.execute(() -> judged(why)));
        } else if (judgement instanceof Judgement.Useless useless) {
            turnDown(Reason.MEDIA, useless.why());
        }
    }

    private void judged(Optional<String> why) {
        if (left || state != DialState.ANSWERED) {
            return;
        }
        if (why.isPresent()) {
            turnDown(Reason.VETO, why.get());
            return;
        }
        leg.confirm(Optional.empty());
        state = state.on(Input.AGREED);
        tell(State.ESTABLISHED, 200, Reason.NONE, Status.OK.phrase());
        desk.established(established());
    }

    /** The ACK goes out with the BYE. */
    private void turnDown(Reason reason, String why) {
        over(State.FAILED, reason, 488, why);
        String text = why.replaceAll("[\\p{Cntrl}\\\\]", " ").replace('"', '\'');
        leg.hangup(Cause.of(By.US, 488, new Header("Reason", "SIP;cause=488;text=\"" + text + "\"")));
    }

    private EstablishedLeg established() {
        return particulars.established(callId, onward.orElseGet(leg::info), offer.text(), answer, srtp);
    }

    private SipReply reply(Query query) {
        return switch (query.method()) {
            case "INVITE" -> described(query.body());
            case "UPDATE" -> query.body().isPresent() ? described(query.body()) : SipReply.of(200);
            case "INFO", "OPTIONS" -> SipReply.of(200);
            default -> SipReply.of(405);
        };
    }

    private SipReply described(Optional<Body> theirs) {
        offer = offer.again(theirs);
        return new SipReply(Status.OK, List.of(), Optional.of(offer.body()));
    }

    private void ended(Cause cause) {
        ended = true;
        if (state == DialState.ESTABLISHED) {
            removed(Endings.hangup(cause), false);
        } else if (state != DialState.OVER) {
            Status status = refusal.orElse(cause.status());
            // of a 2xx without a description we hear only that the exchange has turned it down
            boolean useless = answered && refusal.isEmpty() && state != DialState.ANSWERED;
            Reason reason = useless ? Reason.MEDIA : Endings.failure(status.code());
            over(State.FAILED, reason, status.code(), status.phrase());
        }
        desk.gone(this);
    }

    // ---- how it is ended, on any thread

    /** Takes it back, unless it is established. */
    DialOutcome cancel() {
        if (left) {
            return replaced();
        }
        synchronized (this) {
            if (state == DialState.ESTABLISHED) {
                return DialOutcome.refused(callId, "the call is established: bye ends it");
            }
            if (leg == null) {
                if (state == DialState.WAITING) {
                    over(State.CANCELLED, Reason.CANCELLED, 487, Status.of(487).phrase());
                }
                return DialOutcome.done(callId);
            }
        }
        leg.execute(this::withdraw);
        return DialOutcome.done(callId);
    }

    DialOutcome bye() {
        if (left) {
            return replaced();
        }
        if (state != DialState.ESTABLISHED) {
            return DialOutcome.refused(callId, "the call is not established: cancel takes it back");
        }
        leg.execute(this::withdraw);
        return DialOutcome.done(callId);
    }

    private DialOutcome replaced() {
        return DialOutcome.refused(callId, "the dialler is being replaced: ask the next one");
    }

    /** What was established meanwhile is ended: whoever took it back does not want it. */
    private void withdraw() {
        if (left || ended) {
            return;
        }
        if (state == DialState.ESTABLISHED) {
            leg.hangup(Cause.of(By.US, 200));
        } else if (state != DialState.OVER) {
            over(State.CANCELLED, Reason.CANCELLED, 487, Status.of(487).phrase());
            leg.hangup(Cause.of(By.US, 487));
        }
    }

    /** Forgets it, and says nothing to the peer. */
    void forget(HangupReason reason) {
        synchronized (this) {
            if (leg == null) {
                if (state == DialState.WAITING) {
                    dropped(reason);
                }
                return;
            }
        }
        leg.execute(() -> {
            if (left || state == DialState.OVER) {
                return;
            }
            forgotten = true;
            if (state == DialState.ESTABLISHED) {
                removed(reason, false);
                return;
            }
            boolean unacknowledged = state == DialState.ANSWERED;
            dropped(reason);
            if (unacknowledged) {
                leg.hangup(Cause.of(By.US, 200));
            }
        });
    }

    /** Leaves it to the next version. */
    void leave() {
        if (left || ended) {
            return;
        }
        left = true;
        leg.remember(new DialMemory(particulars, callId, offer, state, invited, forgotten, onward, answer).encode());
        leg.leave();
        desk.gone(this);
    }

    // ---- what is said of it

    private void over(State how, Reason reason, int status, String text) {
        tell(how, status, reason, text);
        removed(Endings.hangup(reason, status), how == State.CANCELLED);
    }

    private void dropped(HangupReason reason) {
        tell(State.CANCELLED, 0, Reason.DROPPED, "dropped");
        removed(reason, true);
    }

    private void removed(HangupReason reason, boolean cancelled) {
        state = state.on(Input.END);
        desk.removed(this, reason, cancelled);
    }

    private void tell(State what, int status, Reason reason, String text) {
        Particulars.Step step = new Particulars.Step(what, status, reason, text);
        desk.event(particulars.event(callId, onward, step, desk.now()));
    }
}
