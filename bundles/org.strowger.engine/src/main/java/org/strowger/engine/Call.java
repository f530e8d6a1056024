// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.media.MediaException;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.Trace;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.engine.CallTransitions.Input;

/**
 * One call, from top to bottom: who is calling, where to, how to get there, ring, bridge, end. Everything but {@link #info} runs on
 * the call's executor.
 */
final class Call {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final CallContext context;
    private final Offer offer;
    private final Leg a;
    private final Instant began;
    private final Patience patience;
    private Descriptions relayed;
    private Descriptions descriptions = Descriptions.DIRECT;
    private List<Destination> destinations = List.of();
    private boolean trying;
    private int next;
    private Attempt attempt;
    private Leg b;
    private Bridge bridge;
    private volatile CallState state = CallState.OFFERED;
    private volatile Caller caller;
    private volatile String callin = "";
    private volatile String callout = "";
    private volatile String rule = "";
    private volatile String destination = "";
    private volatile Instant answered;
    private volatile List<Leg> legs;

    Call(CallContext context, Offer offer) {
        this.context = context;
        this.offer = offer;
        this.a = offer.leg();
        this.began = context.now();
        this.patience = new Patience(this, context, this::guarded, this::outOfPatience);
        this.legs = List.of(a);
    }

    String id() {
        return offer.callId();
    }

    Offer offer() {
        return offer;
    }

    // ---- 2: who is calling?

    void begin() {
        guarded(() -> {
            a.listen(event -> guarded(() -> onA(event)));
            if (state != CallState.ENDED) {
                whoIsCalling();
            }
        });
    }

    /** A fault, ours or that of a role, costs this call and no other, and leaves nobody without an answer. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: failed", id(), fault);
            over(null, Cause.of(By.FAULT, 500));
        }
    }

    private void whoIsCalling() {
        Optional<Reception.Said<Claim>> said = context.reception().claim(offer, Reception.Witness.NONE);
        if (said.isEmpty()) {
            if (context.reception().callinMissing()) {
                await(this::whoIsCalling, "a role that knows the caller");
            } else {
                refuse(Cause.of(By.US, 403));
            }
            return;
        }
        callin = said.get().role();
        Claim claim = said.get().answer();
        if (claim instanceof Claim.Known known) {
            caller = known.caller();
            trying();
            CallLog.began(info());
            whereTo();
        } else if (claim instanceof Claim.Challenge challenge) {
            // not a call yet: no line in the log
            log.debug("{}: challenged by {}: {}", id(), callin, challenge.why());
            refuse(new Cause(By.US, Status.of(401), challenge.headers()));
        } else if (claim instanceof Claim.Refuse refusal) {
            log.info("{} refused: {} says {}: {}", id(), callin, refusal.reply().status(), refusal.why());
            refuse(Causes.of(refusal.reply()));
        }
    }

    private void trying() {
        if (!trying) {
            trying = true;
            a.progress(Status.TRYING, Optional.empty());
        }
    }

    // ---- 3: where to?

    private void whereTo() {
        String dialled = offer.request().uri().number();
        Optional<Route> route = context.reception().route(caller, dialled, callin, context.now(), Trace.NONE);
        if (route.isEmpty()) {
            await(this::whereTo, "a router");
            return;
        }
        rule = route.get().rule();
        if (route.get() instanceof Route.Refuse refusal) {
            refuse(new Cause(By.US, refusal.status(), List.of()));
        } else if (route.get() instanceof Route.To to) {
            destinations = to.destinations();
            howToGetThere();
        }
    }

    // ---- 4: how to get there?

    private void howToGetThere() {
        Destination to = destinations.get(next);
        destination = to.number();
        Outgoing outgoing = new Outgoing(caller, callin, to, offer.request());
        Optional<Reception.Said<Reach>> said = context.reception().reach(outgoing, Reception.Witness.NONE);
        if (said.isEmpty()) {
            if (context.reception().calloutMissing(to)) {
                await(this::howToGetThere, "a role that knows " + to.number());
            } else {
                unreachable(Cause.of(By.US, 404));
            }
            return;
        }
        callout = said.get().role();
        Reach reach = said.get().answer();
        if (reach instanceof Reach.Targets targets) {
            callOut(targets.targets());
        } else if (reach instanceof Reach.Here here) {
            connectApplication(here);
        } else if (reach instanceof Reach.Unavailable unavailable) {
            log.debug("{}: {} says {}: {}", id(), callout, unavailable.reply().status(), unavailable.why());
            unreachable(Causes.of(unavailable.reply()));
        }
    }

    /** This destination cannot be had: the next one, where that could help. */
    private void unreachable(Cause cause) {
        if (Causes.mendable(cause) && next + 1 < destinations.size()) {
            log.info("{}: {} by {} failed with {}, trying the next", id(), destination, callout, cause.status());
            next++;
            state = CallTransitions.on(state, Input.NEXT_DESTINATION);
            howToGetThere();
        } else {
            refuse(Causes.forCaller(cause));
        }
    }

    private void callOut(List<Target> targets) {
        if (context.settings().relay() || a.local()) {
            if (relayed == null) {
                // one relay for the whole call, also where several destinations are tried
                relayed = context.relay(id()).orElse(null);
            }
            if (relayed == null) {
                await(() -> callOut(targets), "the media relay");
                return;
            }
            descriptions = relayed;
        }
        List<Leg> made = new ArrayList<>(targets.size());
        for (Target target : targets) {
            Invitation invitation =
                    new Invitation(id(), target, Math.max(0, offer.request().maxForwards() - 1));
            context.invite(invitation, offer).ifPresent(made::add);
        }
        if (made.isEmpty()) {
            await(() -> callOut(targets), "the SIP endpoint");
            return;
        }
        ring(made);
    }

    private void connectApplication(Reach.Here here) {
        // the application's own ports face the caller: there is nothing to relay
        descriptions = Descriptions.DIRECT;
        LocalLeg.Pair pair = LocalLeg.pair(id(), offer.executor(), a.addresses(), destination);
        pair.answering().onInvited(body -> {
            try {
                here.application().invited(pair.answering(), offer);
            } catch (RuntimeException | LinkageError fault) {
                log.error("{}: {} failed", id(), callout, fault);
                pair.answering().hangup(Cause.of(By.FAULT, 500));
            }
        });
        ring(List.of(pair.calling()));
    }

    private void ring(List<Leg> made) {
        state = CallTransitions.on(state, Input.CALLED_OUT);
        legs(made);
        attempt = new Attempt(context, offer, descriptions, this::guarded, new Attempt.Outcome() {
            @Override
            public void answered(Leg winner, Optional<Body> description) {
                onAnswered(winner, description);
            }

            @Override
            public void failed(Cause cause) {
                unreachable(cause);
            }
        });
        attempt.ring(made);
    }

    // ---- 5: bridge

    private void onAnswered(Leg winner, Optional<Body> body) {
        b = winner;
        bridge = new Bridge(a, b, descriptions);
        legs(List.of(b));
        boolean delayedOffer = offer.request().body().isEmpty();
        if (!delayedOffer) {
            // at once, whatever leg a does: the callee stops repeating its 200 (RFC 3261 section 13.2.2.4)
            b.confirm(Optional.empty());
        }
        b.listen(event -> guarded(() -> onB(event)));
        Optional<Body> answer;
        try {
            if (body.isEmpty()) {
                throw new MediaException(Status.of(488), "the 200 holds no description");
            }
            answer = descriptions.pass(b, body, a);
        } catch (MediaException unusable) {
            log.warn("{}: the answer of {} cannot be used: {}", id(), destination, unusable.getMessage());
            over(Leg.Side.B, new Cause(By.FAULT, unusable.status(), List.of(Causes.reason(unusable.status()))));
            return;
        }
        if (delayedOffer) {
            bridge.expectAnswerFor(b);
        }
        answered = context.now();
        state = CallTransitions.on(state, Input.ANSWERED);
        a.answer(answer);
        CallLog.answered(info(), b.info().peer(), Duration.between(began, answered));
    }

    private void onA(LegEvent event) {
        if (event instanceof LegEvent.Ended ended) {
            over(Leg.Side.A, ended.cause());
        } else {
            onBridged(a, event);
        }
    }

    private void onB(LegEvent event) {
        if (event instanceof LegEvent.Ended ended) {
            over(Leg.Side.B, ended.cause());
        } else {
            onBridged(b, event);
        }
    }

    private void onBridged(Leg from, LegEvent event) {
        if (event instanceof LegEvent.Asked asked) {
            if (bridge == null) {
                asked.exchange().answer(SipReply.of(491));
            } else {
                bridge.asked(from, asked.exchange());
            }
        } else if (event instanceof LegEvent.Confirmed confirmed && bridge != null) {
            try {
                bridge.confirmed(from, confirmed);
            } catch (MediaException unusable) {
                log.warn("{}: the answer in an ACK cannot be used: {}", id(), unusable.getMessage());
                hangup(new Cause(By.FAULT, unusable.status(), List.of(Causes.reason(unusable.status()))));
            }
        }
    }

    // ---- the end

    /** The call is refused before anybody answered. */
    private void refuse(Cause cause) {
        over(Leg.Side.B, cause);
    }

    /** An operator or a role ends the call. */
    void hangup(Cause cause) {
        over(null, cause);
    }

    /** One side is over, or both shall be: the other is told, once, and nothing is left. */
    private void over(Leg.Side side, Cause cause) {
        if (state == CallState.ENDED) {
            return;
        }
        boolean talked = state == CallState.TALKING;
        state = CallTransitions.on(state, Input.OVER);
        context.ended(this);
        patience.cancel();
        if (attempt != null) {
            attempt.stop(Causes.forCallee(cause));
        }
        if (b != null) {
            b.hangup(talked ? Causes.hungUp(cause) : Causes.forCallee(cause));
        }
        a.hangup(talked ? Causes.hungUp(cause) : cause);
        if (relayed != null) {
            relayed.close();
        }
        if (caller != null) {
            Duration talking = answered == null ? Duration.ZERO : Duration.between(answered, context.now());
            CallLog.ended(info(), side == null ? Leg.Side.B : side, cause, talking);
        }
    }

    // ---- waiting for a role

    private void await(Runnable step, String what) {
        trying();
        patience.await(step, what);
    }

    /** A role came: the step that waited is taken again. */
    void tryAgain() {
        if (state != CallState.ENDED) {
            patience.tryAgain();
        }
    }

    private void outOfPatience(String what) {
        log.warn("{}: {} did not come in time", id(), what);
        refuse(Cause.of(By.FAULT, 503, new Header("Retry-After", "5")));
    }

    // ---- what an operator sees

    private void legs(List<Leg> bs) {
        List<Leg> all = new ArrayList<>(bs.size() + 1);
        all.add(a);
        all.addAll(bs);
        legs = List.copyOf(all);
    }

    CallInfo info() {
        Caller who = caller;
        List<LegInfo> infos = legs.stream().map(Leg::info).toList();
        return new CallInfo(
                id(),
                state,
                who == null ? offer.request().from().uri().number() : who.number(),
                offer.request().uri().number(),
                destination,
                callin,
                callout,
                rule,
                began,
                Optional.ofNullable(answered),
                infos);
    }
}
