// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Router;
import org.strowger.api.route.Trace;
import org.strowger.api.sip.SipReply;

/** Asks the roles: who, where, how. A call and a rehearsal both ask here. Stateless but for the roles that come and go. */
final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final Roles<Callin> callins;
    private final Roles<Router> routers;
    private final Roles<Callout> callouts;

    Reception(Roles<Callin> callins, Roles<Router> routers, Roles<Callout> callouts) {
        this.callins = callins;
        this.routers = routers;
        this.callouts = callouts;
    }

    /** An answer and whose it is; the role is empty where nobody claimed. */
    record Said<A>(A answer, String role) {}

    /** Hears every answer, also those that decide nothing. */
    interface Witness {
        /** Hears nothing. */
        Witness NONE = (stage, who, answer) -> {};

        void heard(String stage, String who, Object answer);
    }

    /** Who is calling? The first claim; empty where nobody claims the caller. */
    Optional<Said<Claim>> claim(Offer offer, Witness witness) {
        for (Role<Callin> role : callins.inOrder()) {
            Claim claim = ask(role, callin -> callin.claim(offer), failure -> new Claim.Refuse(failure, "it failed"));
            witness.heard("callin", role.name(), claim);
            if (!(claim instanceof Claim.NotMine)) {
                count(role, witness == Witness.NONE);
                return Optional.of(new Said<>(claim, role.name()));
            }
        }
        return Optional.empty();
    }

    /** Whether a callin that might have claimed is missing. */
    boolean callinMissing() {
        return callins.incomplete();
    }

    /** Where to? Empty where there is no router. */
    Optional<Route> route(Caller caller, String dialled, String callin, Instant at, Trace trace) {
        return routers.first().map(role -> {
            RouteQuery query = new RouteQuery(caller.number(), dialled, callin, at);
            Route route = ask(
                    role,
                    router -> router.route(query, trace),
                    failure -> new Route.Refuse(failure.status(), "the router failed"));
            count(role, trace == Trace.NONE);
            return route;
        });
    }

    /** A rehearsal is no call. */
    private static void count(Role<?> role, boolean call) {
        if (call) {
            role.claimed();
        }
    }

    /** How to get there? Empty where nobody knows the destination. */
    Optional<Said<Reach>> reach(Outgoing outgoing, Witness witness) {
        Destination destination = outgoing.destination();
        for (Role<Callout> role : callouts.inOrder()) {
            if (destination.via().isPresent()
                    && !role.answersTo(destination.via().get())) {
                continue;
            }
            Reach reach = ask(
                    role, callout -> callout.reach(outgoing), failure -> new Reach.Unavailable(failure, "it failed"));
            witness.heard("callout", role.name(), reach);
            if (!(reach instanceof Reach.NotMine)) {
                count(role, witness == Witness.NONE);
                return Optional.of(new Said<>(reach, role.name()));
            }
        }
        return Optional.empty();
    }

    /** Whether a callout that might have known the destination is missing: the one that is named, or any. */
    boolean calloutMissing(Destination destination) {
        return destination
                .via()
                .map(name -> callouts.inOrder().stream().noneMatch(role -> role.answersTo(name)))
                .orElseGet(callouts::incomplete);
    }

    /** A role that throws costs its own call, and no other. */
    private static <S, A> A ask(Role<S> role, Function<S, A> question, Function<SipReply, A> onFailure) {
        try {
            A answer = question.apply(role.service());
            if (answer != null) {
                return answer;
            }
            log.error("{} ({}) answered null", role.name(), role.bundle());
        } catch (RuntimeException | LinkageError fault) {
            log.error("{} ({}) failed", role.name(), role.bundle(), fault);
        }
        role.failed();
        return onFailure.apply(SipReply.of(500));
    }
}
