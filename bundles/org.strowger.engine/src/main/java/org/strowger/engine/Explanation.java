// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Optional<Reception.Said<Claim>> said = reception.claim(offer, this::heard);
        if (said.isEmpty()) {
            step("callin", "nobody", reception.callinMissing() ? "a role is missing: wait, then 503" : "403 Forbidden");
        } else if (said.get().answer() instanceof Claim.Known known) {
            route(offer, known.caller(), said.get().role());
        }
        return List.copyOf(steps);
    }

    private void route(Offer offer, Caller caller, String callin) {
        Trace trace = new Trace() {
            @Override
            public void note(String who, Supplier<String> what) {
                step("route", who, what.get());
            }
        };
        Optional<Route> route = reception.route(caller, offer.request().uri().number(), callin, at, trace);
        if (route.isEmpty()) {
            step("route", "nobody", "there is no router: wait, then 503");
        } else if (route.get() instanceof Route.Refuse refusal) {
            step("route", refusal.rule(), "refused with " + refusal.status());
        } else if (route.get() instanceof Route.To to) {
            for (Destination destination : to.destinations()) {
                step("route", to.rule().isEmpty() ? "no rule" : to.rule(), "to " + text(destination));
                reach(offer, caller, callin, destination);
            }
        }
    }

    private static String text(Destination destination) {
        return destination.number() + " as " + destination.callerNumber()
                + destination.via().map(via -> " by " + via).orElse("");
    }

    private void reach(Offer offer, Caller caller, String callin, Destination destination) {
        Outgoing outgoing = new Outgoing(caller, callin, destination, offer.request());
        if (reception.reach(outgoing, this::heard).isEmpty()) {
            step(
                    "callout",
                    "nobody",
                    reception.calloutMissing(destination) ? "a role is missing: wait, then 503" : "404 Not Found");
        }
    }

    private void heard(String stage, String who, Object answer) {
        step(stage, who, describe(answer));
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
