// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Offer;
import org.strowger.api.route.Destination;
import org.strowger.engine.CallTransitions.Input;

/**
 * What is known of a call: who calls, where the plan sent it, where it is by now. Immutable, so that any thread may look while the call
 * goes on.
 *
 * @param trying whether the caller was told 100
 * @param answered empty before
 */
record Facts(
        Instant began,
        CallState state,
        boolean trying,
        Claimed claimed,
        Routed routed,
        Reached reached,
        Optional<Instant> answered) {
    /**
     * Who brought it in; a caller only where the role knows it.
     *
     * @param behalf in whose name it goes on, where another call led to it
     */
    record Claimed(Optional<Caller> caller, RoleId callin, Optional<Behalf> behalf) {
        Claimed(Optional<Caller> caller, RoleId callin) {
            this(caller, callin, Optional.empty());
        }

        /** The same caller, led on by a destination of a role. */
        Claimed by(String number, String role) {
            List<String> numbers = new ArrayList<>(behalf.map(Behalf::numbers).orElse(List.of()));
            numbers.add(number);
            return new Claimed(caller, callin, Optional.of(new Behalf(numbers, role)));
        }
    }

    /** Where to, and which of the destinations is tried; none before. */
    record Routed(String rule, RoleId router, List<Destination> destinations, int next) {
        Routed {
            destinations = List.copyOf(destinations);
        }
    }

    /** Who takes it out, and the legs b that were made for it: the one that answered, if it did. */
    record Reached(RoleId callout, List<Leg> legs) {
        static final Reached NOBODY = new Reached(RoleId.NOBODY, List.of());

        Reached {
            legs = List.copyOf(legs);
        }
    }

    /** A call of which nothing is known yet. */
    static Facts at(Instant began) {
        return new Facts(
                began,
                CallState.OFFERED,
                false,
                new Claimed(Optional.empty(), RoleId.NOBODY),
                new Routed("", RoleId.NOBODY, List.of(), 0),
                Reached.NOBODY,
                Optional.empty());
    }

    Facts on(Input input) {
        return new Facts(began, CallTransitions.on(state, input), trying, claimed, routed, reached, answered);
    }

    Facts tried() {
        return new Facts(began, state, true, claimed, routed, reached, answered);
    }

    Facts claimed(Claimed who) {
        return new Facts(began, state, trying, who, routed, reached, answered);
    }

    Facts routed(String rule, RoleId router, List<Destination> destinations) {
        return new Facts(began, state, trying, claimed, new Routed(rule, router, destinations, 0), reached, answered);
    }

    boolean hasNext() {
        return routed.next() + 1 < routed.destinations().size();
    }

    /** The next destination's turn. */
    Facts next() {
        Routed onward = new Routed(routed.rule(), routed.router(), routed.destinations(), routed.next() + 1);
        return new Facts(began, state, trying, claimed, onward, reached, answered).on(Input.NEXT_DESTINATION);
    }

    /** The same destination, where another of its servers is to be tried. */
    Facts nextServer() {
        return on(Input.NEXT_DESTINATION);
    }

    Facts reached(RoleId callout, List<Leg> legs) {
        return new Facts(began, state, trying, claimed, routed, new Reached(callout, legs), answered);
    }

    Facts answeredAt(Instant moment) {
        return new Facts(began, state, trying, claimed, routed, reached, Optional.of(moment)).on(Input.ANSWERED);
    }

    /** The same destination's turn once more, or that of others in its place. */
    Facts again() {
        return reached(RoleId.NOBODY, List.of()).on(Input.NEXT_DESTINATION);
    }

    boolean is(CallState wanted) {
        return state == wanted;
    }

    /** The destination that is tried. */
    Destination destination() {
        return routed.destinations().get(routed.next());
    }

    /** The number of the destination that is tried; empty before. */
    String number() {
        return routed.destinations().isEmpty() ? "" : destination().number();
    }

    /** Whoever was called, as a caller of its own. */
    Claimed called() {
        return new Claimed(Optional.of(new Caller(number(), "", number())), reached.callout());
    }

    Duration talked(Instant now) {
        return answered.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    CallInfo info(Offer offer) {
        return info(
                offer,
                Stream.concat(Stream.of(offer.leg()), reached.legs().stream())
                        .map(Leg::info)
                        .toList());
    }

    /** The call without its legs, for a line of the log: to describe a leg is not for nothing. */
    CallInfo outline(Offer offer) {
        return info(offer, List.of());
    }

    private CallInfo info(Offer offer, List<LegInfo> legs) {
        return new CallInfo(
                offer.callId(),
                state,
                claimed.caller()
                        .map(Caller::number)
                        .orElseGet(() -> offer.request().from().uri().number()),
                offer.request().uri().number(),
                number(),
                claimed.callin().name(),
                reached.callout().name(),
                routed.rule(),
                began,
                answered,
                legs);
    }

    Map<String, Object> encode() {
        Map<String, Object> map = new HashMap<>();
        map.put("began", began);
        map.put("state", state.name());
        map.put("trying", trying);
        claimed.caller().ifPresent(caller -> map.put("caller", caller));
        map.put("callin", claimed.callin().encode());
        claimed.behalf().ifPresent(behalf -> map.put("behalf", behalf.encode()));
        map.put("rule", routed.rule());
        map.put("router", routed.router().encode());
        map.put("destinations", routed.destinations());
        map.put("next", routed.next());
        map.put("callout", reached.callout().encode());
        map.put("legs", reached.legs());
        answered.ifPresent(moment -> map.put("answered", moment));
        return Map.copyOf(map);
    }

    /** @throws IllegalArgumentException where they contradict each other */
    static Facts decode(Remembered values) {
        Facts facts = new Facts(
                values.find("began", Instant.class).orElseThrow(() -> new IllegalArgumentException("no beginning")),
                CallState.valueOf(values.get("state", String.class, CallState.OFFERED.name())),
                values.get("trying", Boolean.class, false),
                new Claimed(
                        values.find("caller", Caller.class),
                        role(values, "callin"),
                        values.inner("behalf").map(Behalf::decode)),
                new Routed(
                        values.get("rule", String.class, ""),
                        role(values, "router"),
                        values.list("destinations", Destination.class),
                        values.get("next", Integer.class, 0)),
                new Reached(role(values, "callout"), values.list("legs", Leg.class)),
                values.find("answered", Instant.class));
        boolean calledOut = facts.is(CallState.RINGING) || facts.is(CallState.TALKING);
        if (calledOut
                && (facts.reached.legs().isEmpty() || facts.claimed.caller().isEmpty())) {
            throw new IllegalArgumentException(facts.state + " without a caller or a leg b");
        }
        if (facts.routed.next() > 0
                && facts.routed.next() >= facts.routed.destinations().size()) {
            throw new IllegalArgumentException("no destination " + facts.routed.next());
        }
        return facts;
    }

    private static RoleId role(Remembered values, String key) {
        return values.inner(key).map(RoleId::decode).orElse(RoleId.NOBODY);
    }
}
