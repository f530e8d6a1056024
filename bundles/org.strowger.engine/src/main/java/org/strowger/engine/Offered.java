// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.route.Route;
import org.strowger.api.route.Router;
import org.strowger.api.route.Trace;
import org.strowger.api.sip.Status;

/**
 * A call that is OFFERED: the three questions, who is calling, where to, and how to get there. Each is taken up where it stands.
 * Confined to the call's executor.
 */
final class Offered {
    private static final Logger log = LoggerFactory.getLogger(Offered.class);

    private final Call call;
    private final CallContext context;
    private final Offer offer;
    private final Connector connector;
    private Optional<Inquiry<?, ?>> inquiry = Optional.empty();

    /** @param connector takes the call to where it goes */
    Offered(Call call, CallContext context, Offer offer, Connector connector) {
        this.call = call;
        this.context = context;
        this.offer = offer;
        this.connector = connector;
    }

    /** How far the question at hand got. */
    Inquiry.Memory memory() {
        return inquiry.map(Inquiry::memory).orElse(Inquiry.Memory.NONE);
    }

    /**
     * Takes the question that has no answer yet. The last thing that a step of the call does.
     *
     * @param asked how far it got before
     */
    void goOn(Inquiry.Memory asked) {
        Facts facts = call.facts();
        if (facts.claimed().caller().isEmpty()) {
            whoIsCalling(asked);
        } else if (facts.routed().destinations().isEmpty()) {
            whereTo(asked);
        } else if (call.turns().hasNext()) {
            takeTurn();
        } else {
            howToGetThere(asked);
        }
    }

    /** What the caller is told where nobody has an answer, and what the call waits for where somebody is missing. */
    private record Silent(String missing, int nobodys, Consumer<Cause> refuse) {}

    private <S, A> void ask(
            Inquiry.Question<S, A> question, Inquiry.Memory asked, BiConsumer<A, Role<S>> said, Silent silent) {
        Inquiry<S, A> next = new Inquiry<>(
                question,
                new Asking(),
                asked,
                (answer, role) -> {
                    inquiry = Optional.empty();
                    role.stats().claimed.increment();
                    said.accept(answer, role);
                },
                why -> silent(why, silent));
        inquiry = Optional.of(next);
        next.go();
    }

    private void silent(Inquiry.Silence why, Silent silent) {
        switch (why) {
            case MISSING -> call.await(inquiry.orElseThrow()::go, silent.missing());
            case FAILED -> silent.refuse().accept(Cause.of(By.FAULT, 500));
            case NOBODY -> silent.refuse().accept(Cause.of(By.US, silent.nobodys()));
        }
    }

    private final class Asking implements Inquiry.Asking {
        @Override
        public <S, A> Optional<A> ask(Role<S> role, Function<S, A> words, Runnable late) {
            return role.ask(offer.executor(), context.settings().deadline(), words, () -> call.guarded(late));
        }

        @Override
        public boolean admits(Role<?> role) {
            return role.admits();
        }

        @Override
        public boolean goesOn() {
            // once another engine is to take over, it asks whoever is left to ask
            return !context.closing();
        }
    }

    // ---- 2: who is calling?

    private void whoIsCalling(Inquiry.Memory asked) {
        Silent silent = new Silent("a role that knows the caller", 403, call::refuse);
        ask(context.reception().who(offer), asked, this::claimed, silent);
    }

    private void claimed(Claim claim, Role<Callin> by) {
        if (claim instanceof Claim.Known known) {
            call.now(call.facts().claimed(Optional.of(known.caller()), by.id()));
            call.trying();
            CallLog.began(call.outline());
            Optional<Cause> full = call.turns().enter(known.limits());
            if (full.isPresent()) {
                call.refuse(full.get());
            } else {
                whereTo(Inquiry.Memory.NONE);
            }
        } else if (claim instanceof Claim.Challenge challenge) {
            // not a call yet: no line in the log
            log.debug("{}: challenged by {}: {}", offer.callId(), by.name(), challenge.why());
            call.refuse(new Cause(By.US, Status.of(401), challenge.headers()));
        } else if (claim instanceof Claim.Refuse refusal) {
            Status status = refusal.reply().status();
            log.info("{} refused: {} says {}: {}", offer.callId(), by.name(), status, refusal.why());
            call.refuse(Causes.of(refusal.reply()));
        }
    }

    // ---- 3: where to?

    private void whereTo(Inquiry.Memory asked) {
        Facts.Claimed claimed = call.facts().claimed();
        Inquiry.Question<Router, Route> question = context.reception()
                .where(
                        claimed.caller().orElseThrow(),
                        offer.request().uri().number(),
                        claimed.callin().name(),
                        context.now(),
                        Trace.NONE);
        ask(question, asked, this::routed, new Silent("a router", 404, call::refuse));
    }

    private void routed(Route route, Role<Router> by) {
        if (route instanceof Route.Refuse refusal) {
            call.refuse(new Cause(By.US, refusal.status(), List.of()));
        } else if (route instanceof Route.To to) {
            call.now(call.facts().routed(to.rule(), by.id(), to.destinations()));
            howToGetThere(Inquiry.Memory.NONE);
        }
    }

    // ---- 4: how to get there?

    private void howToGetThere(Inquiry.Memory asked) {
        Facts facts = call.facts();
        Outgoing outgoing = new Outgoing(
                facts.claimed().caller().orElseThrow(),
                facts.claimed().callin().name(),
                facts.destination(),
                offer.request());
        Silent silent = new Silent("a role that knows " + facts.number(), 404, call::unreachable);
        ask(context.reception().how(outgoing), asked, this::reached, silent);
    }

    private void reached(Reach reach, Role<Callout> by) {
        call.now(call.facts().reached(by.id(), List.of()));
        if (reach instanceof Reach.Targets targets) {
            connector.callOut(targets.targets());
        } else if (reach instanceof Reach.InTurn inTurn) {
            call.turns().begin(inTurn);
            takeTurn();
        } else if (reach instanceof Reach.Here here) {
            connector.connect(here.application(), by);
        } else if (reach instanceof Reach.Unavailable unavailable) {
            Status status = unavailable.reply().status();
            log.debug("{}: {} says {}: {}", offer.callId(), by.name(), status, unavailable.why());
            call.unreachable(Causes.of(unavailable.reply()));
        }
    }

    /** Calls the next of several targets. */
    private void takeTurn() {
        call.turns().next().ifPresentOrElse(target -> connector.callOut(List.of(target)), () -> {
            log.info(
                    "{}: all that {} could be reached by is full",
                    offer.callId(),
                    call.facts().number());
            call.unreachable(call.turns().allFull());
        });
    }
}
