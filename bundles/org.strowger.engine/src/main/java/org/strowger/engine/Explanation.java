// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Step;
import org.strowger.api.call.Target;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.Trace;

/** A rehearsal: the roles are asked as a call asks them, by the same code, and every answer is written down. */
final class Explanation {
    private final Reception reception;
    private final Instant at;
    private final List<Step> steps = new ArrayList<>();

    Explanation(Reception reception, Instant at) {
        this.reception = reception;
        this.at = at;
    }

    List<Step> of(Offer offer) {
        ask(
                reception.who(offer),
                (claim, role) -> {
                    if (claim instanceof Claim.Known known) {
                        route(offer, known.caller(), role.name());
                    }
                },
                "403 Forbidden");
        return List.copyOf(steps);
    }

    private <S, A> void ask(Inquiry.Question<S, A> question, BiConsumer<A, Role<S>> said, String nobodys) {
        new Inquiry<>(question, new Rehearsed(), Inquiry.Memory.NONE, said, why -> {
                    String outcome =
                            switch (why) {
                                case MISSING -> "a role is missing: wait, then 503";
                                case FAILED -> "500 Server Internal Error";
                                case NOBODY -> nobodys;
                            };
                    step(question.stage(), "nobody", outcome);
                })
                .go();
    }

    private void route(Offer offer, Caller caller, String callin) {
        Trace trace = new Trace() {
            @Override
            public void note(String who, Supplier<String> what) {
                step("route", who, what.get());
            }
        };
        String dialled = offer.request().uri().number();
        ask(
                reception.where(caller, dialled, callin, at, trace),
                (route, role) -> {
                    if (route instanceof Route.Refuse refusal) {
                        step("route", refusal.rule(), "refused with " + refusal.status());
                    } else if (route instanceof Route.To to) {
                        for (Destination destination : to.destinations()) {
                            step("route", to.rule().isEmpty() ? "no rule" : to.rule(), "to " + text(destination));
                            reach(new Outgoing(caller, callin, destination, offer.request()));
                        }
                    }
                },
                "404 Not Found");
    }

    private void reach(Outgoing outgoing) {
        ask(reception.how(outgoing), (reach, role) -> {}, "404 Not Found");
    }

    private static String text(Destination destination) {
        return destination.number() + " as " + destination.callerNumber()
                + destination.via().map(via -> " by " + via).orElse("");
    }

    /** In the console's own time, without a count, and without a trial for a role that rests. */
    private final class Rehearsed implements Inquiry.Asking {
        @Override
        public <S, A> Optional<A> ask(Role<S> role, Function<S, A> words, Runnable late) {
            return role.rehearse(words);
        }

        @Override
        public boolean admits(Role<?> role) {
            return !role.resting();
        }

        @Override
        public boolean goesOn() {
            return true;
        }

        @Override
        public void heard(String stage, Role<?> role, Object said) {
            if (!(said instanceof Route)) {
                step(stage, role.name(), describe(said));
            }
        }
    }

    private static String describe(Object answer) {
        if (answer instanceof Claim.Known known) {
            return "known: " + known.caller().number() + ", account "
                    + known.caller().account();
        } else if (answer instanceof Claim.Challenge challenge) {
            return "challenges with 401: " + challenge.why();
        } else if (answer instanceof Claim.Refuse refusal) {
            return "refuses with " + refusal.reply().status() + ": " + refusal.why();
        } else if (answer instanceof Claim.NotMine notMine) {
            return "not mine: " + notMine.why();
        } else if (answer instanceof Reach.Targets targets) {
            return "calls "
                    + targets.targets().stream().map(Explanation::target).toList();
        } else if (answer instanceof Reach.InTurn inTurn) {
            return "calls, one after the other, "
                    + inTurn.turns().stream().map(turn -> target(turn.target())).toList();
        } else if (answer instanceof Reach.Here) {
            return "takes the call itself";
        } else if (answer instanceof Reach.Unavailable unavailable) {
            return "unavailable, " + unavailable.reply().status() + ": " + unavailable.why();
        } else if (answer instanceof Reach.NotMine notMine) {
            return "not mine: " + notMine.why();
        }
        return String.valueOf(answer);
    }

    private static String target(Target target) {
        return target.uri() + target.flow().map(flow -> " at " + flow).orElse("") + " from " + target.from();
    }

    private void step(String stage, String who, String outcome) {
        steps.add(new Step(stage, who, outcome));
    }
}
