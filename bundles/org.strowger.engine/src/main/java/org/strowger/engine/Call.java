// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallQueue;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination.Option;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.engine.CallTransitions.Input;

/**
 * One call, from top to bottom: who is calling, where to, how to get there, ring, bridge, end. It can be laid down at any step, and
 * another takes the step up. Everything but {@link #info} runs on the call's executor.
 */
final class Call implements Carried {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final CallContext context;
    private final Offer offer;
    /** Leg a, or the leg of whoever was transferred: the call's record lies on it. */
    private Leg a;

    private final CallMemory before;
    private final Patience patience;
    private final Descriptions descriptions;
    private final Custodies custodies;
    private final Offered offered;
    private final Connector connector;
    private volatile Facts facts;
    private boolean left;
    /** RINGING, while media is waited for, and TALKING: the leg that answered. */
    private Optional<Leg> b = Optional.empty();
    /** The description that it answered with. */
    private Optional<Body> won = Optional.empty();
    /** TALKING. */
    private Optional<Bridge> bridge = Optional.empty();
    /** TALKING. */
    private Optional<Transfer> transfer = Optional.empty();
    /** Who has transferred the other, and is told of it before it is hung up. */
    private Optional<Leg> parting = Optional.empty();

    /** @param memory what is known of the call: {@link #begin} or {@link #resume} follows */
    Call(CallContext context, CallMemory memory) {
        this.context = context;
        this.before = memory;
        this.offer = memory.offer();
        this.a = memory.kept().orElse(offer.leg());
        this.facts = memory.facts();
        this.patience = new Patience(this, context, offer, this::guarded, this::outOfPatience);
        this.descriptions = new Descriptions(id(), context.reception().media, memory.descriptions());
        this.custodies = new Custodies(memory.custodies(), this::custody, this::then);
        this.connector = new Connector(this, context, offer, descriptions, custodies);
        this.offered = new Offered(this, context, offer, connector);
    }

    private Custody custody(Custody.Memory memory) {
        return new Custody(context, offer, memory, this::guarded, cause -> over(null, cause));
    }

    String id() {
        return offer.callId();
    }

    @Override
    public CallQueue executor() {
        return offer.executor();
    }

    Facts facts() {
        return facts;
    }

    void now(Facts next) {
        facts = next;
    }

    CallInfo info() {
        return facts.info(offer);
    }

    CallInfo outline() {
        return facts.outline(offer);
    }

    /** A fault, ours or that of a role, costs this call and no other, and leaves nobody without an answer. */
    void guarded(Runnable step) {
        if (left) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: failed", id(), fault);
            over(null, Cause.of(By.FAULT, 500));
        }
    }

    /** A step that is not to run within another: it asks a role, and may not come back. */
    void then(Runnable step) {
        executor().execute(() -> guarded(step));
    }

    void begin() {
        guarded(() -> {
            listenToA();
            then(() -> goOn(Inquiry.Memory.NONE));
        });
    }

    private void listenToA() {
        // the leg that it is now, whichever takes its place later
        listenTo(a);
    }

    private void listenTo(Leg winner) {
        winner.listen(event -> guarded(() -> on(winner, event)));
    }

    void goOn(Inquiry.Memory asked) {
        if (facts.is(CallState.OFFERED)) {
            offered.goOn(asked);
        }
    }

    void trying() {
        if (!facts.trying()) {
            facts = facts.tried();
            a.progress(Status.TRYING, Optional.empty());
        }
    }

    // ---- from OFFERED to RINGING, and back

    /** This destination cannot be had: the next one, where that could help. */
    void unreachable(Cause cause) {
        if (!Causes.mendable(cause) || !facts.hasNext()) {
            refuse(Causes.forCaller(cause));
            return;
        }
        String callout = facts.reached().callout().name();
        log.info("{}: {} by {} failed with {}, trying the next", id(), facts.number(), callout, cause.status());
        connector.drop();
        facts = facts.next();
        then(() -> goOn(Inquiry.Memory.NONE));
    }

    /** Legs b were made and are about to be started. */
    void rings(List<Leg> made) {
        patience.cancel();
        facts = facts.reached(facts.reached().callout(), made).on(Input.CALLED_OUT);
    }

    // ---- 5: bridge

    void answered(Leg winner, Optional<Body> description) {
        b = Optional.of(winner);
        facts = facts.reached(facts.reached().callout(), List.of(winner));
        if (!confirmWaits()) {
            // at once, whatever leg a does: the callee stops repeating its 200 (RFC 3261 section 13.2.2.4)
            winner.confirm(Optional.empty());
        }
        listenTo(winner);
        talk(winner, description);
    }

    /** Whether the callee's ACK waits for the caller's: for the answer in it, or for an application that has the last word. */
    private boolean confirmWaits() {
        return offer.request().body().isEmpty() || LocalRequest.wants(offer.request(), Option.SUPERVISED);
    }

    private void talk(Leg winner, Optional<Body> description) {
        if (!facts.is(CallState.RINGING)) {
            return;
        }
        won = description;
        descriptions.renew();
        Optional<Body> answer;
        try {
            if (description.isEmpty()) {
                throw new MediaException(Status.of(488), "the 200 holds no description");
            }
            answer = descriptions.pass(winner, description, a);
        } catch (MediaException unusable) {
            if (descriptions.interrupted()) {
                await(() -> talk(winner, description), "the media relay");
            } else {
                log.warn("{}: the answer of {} cannot be used: {}", id(), facts.number(), unusable.getMessage());
                over(Leg.Side.B, new Cause(By.FAULT, unusable.status(), List.of(Causes.reason(unusable.status()))));
            }
            return;
        }
        patience.cancel();
        Optional<Leg.Side> awaits = confirmWaits() ? Optional.of(Leg.Side.B) : Optional.empty();
        bridge = Optional.of(bridge(winner, new Bridge.Memory(awaits, List.of())));
        a.answer(answer);
        if (!facts.is(CallState.RINGING)) {
            // the caller gave up in this very moment: nobody talked
            return;
        }
        facts = facts.answeredAt(context.now());
        context.reception()
                .answered(
                        facts.claimed().callin(),
                        facts.routed().router(),
                        facts.reached().callout());
        CallLog.answered(outline(), winner.info().peer(), Duration.between(facts.began(), context.now()));
    }

    private Bridge bridge(Leg winner, Bridge.Memory memory) {
        return new Bridge(a, winner, descriptions, this::guarded, memory);
    }

    private void on(Leg from, LegEvent event) {
        if (event instanceof LegEvent.Ended ended) {
            ended(from, ended.cause());
        } else if (event instanceof LegEvent.Asked asked
                && asked.exchange().query().method().equals("REFER")) {
            refer(from, asked.exchange());
        } else if (event instanceof LegEvent.Asked asked) {
            bridge.ifPresentOrElse(both -> both.asked(from, asked.exchange()), () -> asked.exchange()
                    .answer(SipReply.of(491)));
        } else if (event instanceof LegEvent.Withdrawn withdrawn) {
            bridge.ifPresent(both -> both.withdrawn(from, withdrawn.exchange()));
        } else if (event instanceof LegEvent.Confirmed confirmed && bridge.isPresent()) {
            try {
                bridge.get().confirmed(from, confirmed);
            } catch (MediaException unusable) {
                log.warn("{}: the answer in an ACK cannot be used: {}", id(), unusable.getMessage());
                over(null, new Cause(By.FAULT, unusable.status(), List.of(Causes.reason(unusable.status()))));
            }
        }
    }

    private void ended(Leg from, Cause cause) {
        parting = parting.filter(leg -> leg != from);
        boolean party = from == a || b.filter(from::equals).isPresent();
        if (party && !transfer.map(one -> one.left(from)).orElse(false)) {
            over(from.side(), cause);
        }
    }

    // ---- who is transferred, and to whom

    private void refer(Leg by, Exchange refer) {
        ReferTo to;
        try {
            to = ReferTo.of(refer.query().headers());
        } catch (IllegalArgumentException unusable) {
            log.info("{}: a transfer is refused: {}", id(), unusable.getMessage());
            refer.answer(SipReply.of(400));
            return;
        }
        if (bridge.isEmpty() || transfer.isPresent()) {
            // one at a time
            refer.answer(SipReply.of(603));
            return;
        }
        Leg transferee = by == a ? b.orElseThrow() : a;
        Facts.Claimed who = party(by);
        String number = who.caller().orElseThrow().number();
        Optional<Leg> target = to.replaces().isPresent()
                ? context.join(offer, to.replaces().get(), number, transferee.addresses())
                : context.call(offer, who, to.number(), transferee.addresses());
        if (target.isEmpty()) {
            refer.answer(SipReply.of(603));
            return;
        }
        CallLog.transferred(id(), number, to.number(), target.get().callId());
        Transfer begun =
                transfer(Transfer.of(by, transferee, target.get(), to.replaces().isPresent()));
        transfer = Optional.of(begun);
        begun.begin(refer);
    }

    /** Whose leg this is, and which role knows him. */
    private Facts.Claimed party(Leg leg) {
        return leg == offer.leg() ? facts.claimed() : facts.called();
    }

    /** A party of this call has transferred its other one to the party of another, which comes by this wire in its place. */
    void adopt(Leg replaced, Leg link, String number) {
        boolean here = replaced == a || b.filter(replaced::equals).isPresent();
        if (left || !here || bridge.isEmpty() || transfer.isPresent()) {
            link.hangup(Cause.of(By.US, 481));
        } else if (!party(replaced).caller().orElseThrow().number().equals(number)) {
            link.hangup(Cause.of(By.US, 403));
        } else {
            a = replaced == a ? b.orElseThrow() : a;
            b = Optional.of(link);
            facts = facts.reached(facts.reached().callout(), List.of(link));
            bridge = Optional.of(bridge(link, Bridge.Memory.NONE));
            listenTo(link);
            replaced.hangup(Cause.of(By.US, 200));
        }
    }

    private Transfer transfer(Transfer.Memory memory) {
        return new Transfer(context, offer, this::guarded, transferred, memory);
    }

    private final Transfer.Outcome transferred = new Transfer.Outcome() {
        @Override
        public void alone(Leg transferee, Leg target) {
            a = transferee;
            b = Optional.of(target);
            bridge = Optional.empty();
        }

        @Override
        public void joined(Optional<Leg> transferor, Leg transferee, Leg target) {
            parting = transferor;
            alone(transferee, target);
            transfer = Optional.empty();
            facts = facts.reached(facts.reached().callout(), List.of(target));
            // the call to the target has a relay of its own
            descriptions.close();
            descriptions.direct();
            bridge = Optional.of(bridge(target, Bridge.Memory.NONE));
            listenTo(target);
        }

        @Override
        public void failed() {
            transfer = Optional.empty();
        }

        @Override
        public void lost(Leg transferee, Cause cause) {
            transfer = Optional.empty();
            over(null, cause);
        }
    };

    // ---- the end

    /** The call is refused before anybody answered. */
    void refuse(Cause cause) {
        over(Leg.Side.B, cause);
    }

    /** An operator ends the call. */
    void hangup(Cause cause) {
        if (left) {
            // whoever carries the call by now hears of it
            a.hangup(cause);
        } else {
            over(null, cause);
        }
    }

    /** One side is over, or both shall be: the other is told, once, and nothing is left. */
    private void over(Leg.Side side, Cause cause) {
        if (facts.is(CallState.ENDED)) {
            return;
        }
        boolean talked = facts.is(CallState.TALKING);
        facts = facts.on(Input.OVER);
        context.gone(this);
        patience.cancel();
        custodies.stop();
        connector.stop(Causes.forCallee(cause));
        transfer.ifPresent(one -> one.stop(Causes.forCallee(cause)));
        parting.ifPresent(leg -> leg.hangup(Causes.hungUp(cause)));
        b.ifPresent(leg -> leg.hangup(talked ? Causes.hungUp(cause) : Causes.forCallee(cause)));
        a.hangup(talked ? Causes.hungUp(cause) : cause);
        descriptions.close();
        if (facts.claimed().caller().isPresent()) {
            CallLog.ended(outline(), side == null ? Leg.Side.B : side, cause, facts.talked(context.now()));
        }
    }

    // ---- who is missing, and who comes

    void await(Runnable step, String what) {
        trying();
        patience.await(step, what);
    }

    /** A role came: the step that waited is taken again. */
    void tryAgain() {
        patience.tryAgain();
    }

    private void outOfPatience(String what) {
        log.warn("{}: {} did not come in time", id(), what);
        refuse(Cause.of(By.FAULT, 503, new Header("Retry-After", "5")));
    }

    /** A media bundle came. */
    void mediaCame() {
        guarded(descriptions::renew);
    }

    Custodies custodies() {
        return custodies;
    }

    // ---- from one engine to the next

    @Override
    public void layDown() {
        if (left || facts.is(CallState.ENDED)) {
            return;
        }
        if (connector.takeBack()) {
            facts = facts.reached(RoleId.NOBODY, List.of()).on(Input.NEXT_DESTINATION);
        }
        a.remember(memory().encode());
        left = true;
        patience.cancel();
        custodies.stop();
        connector.leave();
        transfer.ifPresent(Transfer::leave);
        b.ifPresent(Leg::leave);
        a.leave();
        context.gone(this);
    }

    private CallMemory memory() {
        return new CallMemory(
                offer,
                facts,
                offered.memory(),
                patience.bound(),
                descriptions.memory(),
                connector.memory(),
                won,
                bridge.map(Bridge::memory).orElse(Bridge.Memory.NONE),
                custodies.memory(),
                a == offer.leg() ? Optional.empty() : Optional.of(a),
                transfer.map(Transfer::memory));
    }

    @Override
    public void giveUp() {
        over(null, Cause.of(By.FAULT, 503, new Header("Retry-After", "5")));
    }

    /** Goes on where another engine laid the call down; what came meanwhile is heard first, leg a's before leg b's. */
    void resume() {
        guarded(() -> {
            log.debug("{}: goes on, {}", id(), facts.state());
            descriptions.renew();
            patience.resume(before.patience());
            custodies.resume();
            connector.resume(before.attempt());
            if (before.attempt().isEmpty() && !facts.is(CallState.OFFERED)) {
                b = Optional.of(facts.reached().legs().get(0));
            }
            if (facts.is(CallState.TALKING)) {
                goOnTalking();
            }
            Optional<Leg> answered = b;
            listenToA();
            if (!facts.is(CallState.ENDED)) {
                answered.ifPresent(this::listenTo);
                connector.listen();
            }
            transfer.ifPresent(Transfer::resume);
            answered.ifPresent(leg -> talk(leg, before.won()));
            goOn(before.inquiry());
        });
    }

    private void goOnTalking() {
        transfer = before.transfer().map(this::transfer);
        if (before.transfer().filter(Transfer.Memory::alone).isPresent()) {
            b = before.transfer().map(Transfer.Memory::target);
        } else {
            bridge = b.map(leg -> bridge(leg, before.bridge()));
            bridge.ifPresent(Bridge::resume);
        }
    }
}
