// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallQueue;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination.Option;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
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
    private final CallMemory before;
    private final Patience patience;
    private final Descriptions descriptions;
    private final Custodies custodies;
    private final Offered offered;
    private final Chronicle chronicle;
    private final Connector connector;
    private final Tries tries;
    private final Parties parties;
    private final Transfers transfers;
    private final Turns turns;
    private volatile Facts facts;
    private boolean left;
    /** The description that it answered with. */
    private Optional<Body> won = Optional.empty();

    /** @param memory what is known of the call: {@link #begin} or {@link #resume} follows */
    Call(CallContext context, CallMemory memory) {
        this.context = context;
        this.before = memory;
        this.offer = memory.offer();
        this.facts = memory.facts();
        this.chronicle = new Chronicle(context, offer);
        this.patience = new Patience(this, context, offer, this::guarded, this::outOfPatience);
        this.descriptions = new Descriptions(id(), context.reception().media, memory.descriptions());
        this.custodies = new Custodies(memory.custodies(), this::custody, this::then);
        this.turns = new Turns(offer.callId(), context.loads(), memory.turns());
        this.connector = new Connector(this, context, offer, descriptions, custodies);
        this.tries = new Tries(this, connector, turns, chronicle, memory.hunting());
        this.offered = new Offered(this, context, offer, connector, chronicle);
        this.parties = new Parties(memory.kept().orElse(offer.leg()), descriptions, this::guarded, chronicle::changed);
        this.transfers = new Transfers(this, parties, context, offer, chronicle);
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
            listenTo(parties.a());
            then(() -> goOn(Inquiry.Memory.NONE));
        });
    }

    /** It is known who calls. */
    void began() {
        chronicle.began(facts);
    }

    private void listenTo(Leg winner) {
        winner.listen(event -> guarded(() -> on(winner, event)));
    }

    void goOn(Inquiry.Memory asked) {
        if (facts.is(CallState.OFFERED)) {
            tries.others().ifPresentOrElse(tries::dial, () -> offered.goOn(tries.asked(asked)));
        }
    }

    Tries tries() {
        return tries;
    }

    void trying() {
        if (!facts.trying()) {
            facts = facts.tried();
            parties.a().progress(Status.TRYING, Optional.empty());
        }
    }

    // ---- from OFFERED to RINGING, and back

    Turns turns() {
        return turns;
    }

    /** Legs b were made and are about to be started. */
    void rings(List<Leg> made) {
        patience.cancel();
        turns.rings();
        facts = facts.reached(facts.reached().callout(), made).on(Input.CALLED_OUT);
        chronicle.called(made);
    }

    /** An application wants to answer in place of whoever it rings for; empty where it does not ring. */
    Optional<Leg> pickedUp(String role) {
        return left || !facts.is(CallState.RINGING) ? Optional.empty() : connector.pickedUp(role);
    }

    // ---- 5: bridge

    void answered(Leg winner, Optional<Body> description) {
        parties.waits(parties.a(), winner);
        facts = facts.reached(facts.reached().callout(), List.of(winner));
        if (winner.local() && offer.request().headers("Replaces").isEmpty()) {
            // it brings its own media, whoever else rang
            descriptions.direct();
        }
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
            answer = descriptions.pass(winner, description, parties.a());
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
        parties.talk(parties.a(), winner, new Bridge.Memory(awaits, List.of()));
        parties.a().answer(answer);
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
        chronicle.answered(facts, winner.info(), answer);
    }

    private void on(Leg from, LegEvent event) {
        if (event instanceof LegEvent.Ended ended) {
            ended(from, ended.cause());
        } else if (event instanceof LegEvent.Asked asked
                && asked.exchange().query().method().equals("REFER")) {
            transfers.refer(from, asked.exchange());
        } else if (event instanceof LegEvent.Asked asked) {
            parties.asked(from, asked.exchange());
        } else if (event instanceof LegEvent.Withdrawn withdrawn) {
            parties.withdrawn(from, withdrawn.exchange());
        } else if (event instanceof LegEvent.Confirmed confirmed) {
            try {
                parties.confirmed(from, confirmed);
            } catch (MediaException unusable) {
                log.warn("{}: the answer in an ACK cannot be used: {}", id(), unusable.getMessage());
                over(null, new Cause(By.FAULT, unusable.status(), List.of(Causes.reason(unusable.status()))));
            }
        }
    }

    private void ended(Leg from, Cause cause) {
        transfers.gone(from);
        if (parties.has(from) && !transfers.left(from)) {
            over(from.side(), cause);
        }
    }

    // ---- who talks to whom

    Transfers transfers() {
        return transfers;
    }

    /** Whose leg this is, and which role knows him. */
    Facts.Claimed party(Leg leg) {
        return leg == offer.leg() ? facts.claimed() : facts.called();
    }

    /** Whether a leg is one of two that talk. */
    boolean talks(Leg leg) {
        return !left && parties.talking() && parties.has(leg);
    }

    /** From now on a party talks to whoever is at the other leg. */
    void bridge(Leg party, Leg other, Bridge.Memory pending) {
        parties.talk(party, other, pending);
        facts = facts.reached(facts.reached().callout(), List.of(other));
        listenTo(other);
    }

    /** The legs' descriptions are relayed elsewhere. */
    void relaysNoMore() {
        descriptions.close();
        descriptions.direct();
    }

    // ---- the end

    /** The call is refused before anybody answered. */
    void refuse(Cause cause) {
        over(Leg.Side.B, cause);
    }

    /** An operator ends the call. */
    void hangup(Cause cause) {
        if (left) {
            // whoever carries the call by now hears of it
            parties.a().hangup(cause);
        } else {
            over(null, cause);
        }
    }

    /** One side is over, or both shall be: the other is told, once, and nothing is left. */
    void over(Leg.Side side, Cause cause) {
        if (facts.is(CallState.ENDED)) {
            return;
        }
        boolean talked = facts.is(CallState.TALKING);
        facts = facts.on(Input.OVER);
        context.gone(this);
        patience.cancel();
        custodies.stop();
        connector.stop(Causes.forCallee(cause));
        transfers.stop(cause);
        parties.b().ifPresent(leg -> leg.hangup(talked ? Causes.hungUp(cause) : Causes.forCallee(cause)));
        parties.a().hangup(talked ? Causes.hungUp(cause) : cause);
        descriptions.close();
        turns.leave();
        chronicle.ended(facts, side, cause);
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
        turns.layDown();
        parties.a().remember(memory().encode());
        left = true;
        turns.leave();
        patience.cancel();
        custodies.stop();
        connector.leave();
        transfers.leave();
        parties.b().ifPresent(Leg::leave);
        parties.a().leave();
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
                parties.memory(),
                custodies.memory(),
                Optional.of(parties.a()).filter(leg -> leg != offer.leg()),
                transfers.memory(),
                turns.memory(),
                tries.memory());
    }

    @Override
    public void giveUp() {
        over(null, Cause.of(By.FAULT, 503, new Header("Retry-After", "5")));
    }

    /** Goes on where another engine laid the call down; what came meanwhile is heard first, leg a's before leg b's. */
    void resume() {
        guarded(() -> {
            log.debug("{}: goes on, {}", id(), facts.state());
            turns.takeUp();
            descriptions.renew();
            patience.resume(before.patience());
            custodies.resume();
            connector.resume(before.attempt());
            if (before.attempt().isEmpty() && !facts.is(CallState.OFFERED)) {
                parties.waits(parties.a(), facts.reached().legs().get(0));
            }
            if (facts.is(CallState.TALKING)) {
                goOnTalking();
            }
            Optional<Leg> answered = parties.b().filter(leg -> !transfers.hears(leg));
            listenTo(parties.a());
            if (!facts.is(CallState.ENDED)) {
                answered.ifPresent(this::listenTo);
                connector.listen();
            }
            transfers.resume();
            answered.ifPresent(leg -> talk(leg, before.won()));
            goOn(before.inquiry());
        });
    }

    private void goOnTalking() {
        transfers.take(before.transfer());
        Optional<Transfer.Memory> alone = before.transfer().filter(Transfer.Memory::alone);
        alone.ifPresentOrElse(
                waiting -> parties.waits(parties.a(), waiting.target()), () -> parties.resume(before.bridge()));
    }
}
