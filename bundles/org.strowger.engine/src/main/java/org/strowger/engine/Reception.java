// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.media.Media;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Router;
import org.strowger.api.route.Trace;

/** The roles that come and go, and what they are asked: who, where, how. Thread-safe. */
final class Reception {
    final Roles<Callin> callins;
    final Roles<Router> routers;
    final Roles<Callout> callouts;
    final Roles<Application> applications;
    final Roles<Media> media;

    /** See {@link Roles#Roles}. */
    Reception(Clock clock, Supplier<Settings> settings, Consumer<Duration> admitted, Retirement retirement) {
        callins = new Roles<>("callin", clock, settings, admitted, retirement);
        routers = new Roles<>("router", clock, settings, admitted, retirement);
        callouts = new Roles<>("callout", clock, settings, admitted, retirement);
        applications = new Roles<>("application", clock, settings, admitted, retirement);
        media = new Roles<>("media", clock, settings, admitted, retirement);
    }

    /** While that is so, a role that nobody has seen may be one that is just being replaced. */
    void unsettled(boolean now) {
        List.of(callins, routers, callouts, applications, media).forEach(roles -> roles.unsettled(now));
    }

    /** Who is calling? The first claim decides. */
    Inquiry.Question<Callin, Claim> who(Offer offer) {
        return new Inquiry.Question<>(
                "callin",
                callins,
                role -> true,
                callin -> callin.claim(offer),
                Claim.NotMine.class::isInstance,
                callins::incomplete);
    }

    /** Where to? The first router decides. */
    Inquiry.Question<Router, Route> where(Caller caller, String dialled, String callin, Instant at, Trace trace) {
        RouteQuery query = new RouteQuery(caller.number(), dialled, callin, at);
        return new Inquiry.Question<>(
                "route",
                routers,
                role -> routers.first().filter(role::equals).isPresent(),
                router -> router.route(query, trace),
                route -> false,
                () -> routers.inOrder().isEmpty());
    }

    /** How to get there? The first callout that knows the destination decides, of those that the route names if it names any. */
    Inquiry.Question<Callout, Reach> how(Outgoing outgoing) {
        Destination destination = outgoing.destination();
        return new Inquiry.Question<>(
                "callout",
                callouts,
                role -> destination.via().map(role::answersTo).orElse(true),
                callout -> callout.reach(outgoing),
                Reach.NotMine.class::isInstance,
                () -> calloutMissing(destination));
    }

    /** Whether a callout that might have known the destination is missing: the one that is named, or any. */
    private boolean calloutMissing(Destination destination) {
        return destination
                .via()
                .map(name -> callouts.inOrder().stream().noneMatch(role -> role.answersTo(name)))
                .orElseGet(callouts::incomplete);
    }

    /** Whether a service that may serve the application's end of a call is here. */
    boolean serves(long service) {
        return callouts.has(service) || applications.has(service);
    }

    /** A call was answered that these had claimed, routed and taken out. */
    void answered(RoleId callin, RoleId router, RoleId callout) {
        callins.answered(callin);
        routers.answered(router);
        callouts.answered(callout);
    }

    List<RoleInfo> infos() {
        return Stream.of(callins, routers, callouts, applications, media)
                .flatMap(roles -> roles.infos().stream())
                .toList();
    }
}
