// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.SipEndpoint;

/**
 * The SIP endpoint as calls use it, while there is one: legs to targets, wires to applications and from call to call, and the calls that
 * begin within the exchange. Thread-safe.
 */
final class Wiring implements Dialling.Desk {
    private final CallContext context;
    private final Calls calls;
    private final ScheduledExecutorService timer;
    private final Consumer<Call> begin;
    private volatile SipEndpoint endpoint;

    /**
     * Where a caller would take somebody's place.
     *
     * @param end our end of the wire there, not started; empty where that cannot be
     * @param refusal then the status that says so
     * @param number whom he would talk to
     */
    record Place(Optional<Leg> end, int refusal, String number) {
        private static Place none(int refusal) {
            return new Place(Optional.empty(), refusal, "");
        }
    }

    /** @param begin takes a call's first step, on its executor */
    Wiring(CallContext context, Calls calls, ScheduledExecutorService timer, Consumer<Call> begin) {
        this.context = context;
        this.calls = calls;
        this.timer = timer;
        this.begin = begin;
    }

    void came(SipEndpoint arrived) {
        endpoint = arrived;
    }

    void went(SipEndpoint gone) {
        if (endpoint == gone) {
            endpoint = null;
        }
    }

    // ---- legs and wires of a call

    /** A leg to a target; empty while there is no SIP endpoint. */
    Optional<Leg> invite(Invitation invitation, Offer offer) {
        SipEndpoint present = endpoint;
        return present == null ? Optional.empty() : Optional.of(present.invite(invitation, offer.executor()));
    }

    /** A wire to an application at this number; empty while there is no SIP endpoint. */
    Optional<Wire> wire(Offer offer, String number) {
        SipEndpoint present = endpoint;
        if (present == null) {
            return Optional.empty();
        }
        Seat seat = new Seat(offer.callId(), offer.executor());
        return Optional.of(present.wire(
                seat,
                offer.leg().addresses(),
                number,
                Leg.Side.A,
                context.settings().deadline()));
    }

    /**
     * A call of its own, as somebody whom a role has vouched for would make it: by the dial plan. It runs on the executor of
     * the call that asks for it.
     *
     * @param addresses of whoever will describe media on it
     * @return our end of it, not started; empty while there is no SIP endpoint
     */
    Optional<Leg> call(Offer by, Facts.Claimed caller, Wanted wanted, LegAddresses addresses) {
        SipEndpoint present = endpoint;
        if (present == null) {
            return Optional.empty();
        }
        Seat seat = new Seat(present.seat().callId(), by.executor());
        Wire wire = present.wire(
                seat, addresses, wanted.number(), Leg.Side.B, context.settings().deadline());
        Caller from = caller.caller().orElseThrow();
        LocalRequest request = LocalRequest.of(
                        seat.callId(),
                        from.displayName(),
                        from.number(),
                        wanted.number(),
                        wanted.body(),
                        LocalRequest.NOWHERE)
                .with(wanted.headers(), wanted.maxForwards());
        Offer offer = new Offer(
                seat.callId(),
                request,
                wire.answering(),
                seat.executor(),
                Optional.of(caller.callin().name()),
                false);
        Call call =
                new Call(context, CallMemory.of(offer, context.now(), List.of()).claimed(caller));
        calls.add(call);
        call.began();
        call.executor().execute(() -> begin.accept(call));
        return Optional.of(wire.calling());
    }

    /**
     * A wire into another call, in the place of one of its parties, which is hung up.
     *
     * @param number the party's, which both calls must agree on
     * @param addresses of whoever will describe media on it
     * @return our end of it, which ends where it cannot be; empty where there is no such call
     */
    Optional<Leg> join(Offer by, Replaces party, String number, LegAddresses addresses) {
        SipEndpoint present = endpoint;
        Optional<Leg> replaced =
                present == null ? Optional.empty() : present.find(party.callId(), party.toTag(), party.fromTag());
        Optional<Call> found = replaced.flatMap(leg -> calls.find(leg.callId()))
                .filter(call -> !call.id().equals(by.callId()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Call call = found.get();
        Seat here = new Seat(by.callId(), by.executor());
        Seat there = new Seat(call.id(), call.executor());
        // the relay of that call knows its parties by their sides
        boolean answering = replaced.get().side() == Leg.Side.A;
        Wire wire =
                answering ? present.link(here, there, addresses, number) : present.link(there, here, addresses, number);
        Leg theirs = answering ? wire.answering() : wire.calling();
        call.executor().execute(() -> call.transfers().adopt(replaced.get(), theirs, number));
        return Optional.of(answering ? wire.calling() : wire.answering());
    }

    /** A wire into another call, to take the place of one of its parties (RFC 3891), where the other party agrees. */
    Place replace(Offer by, Replaces party) {
        SipEndpoint present = endpoint;
        Optional<Leg> named =
                present == null ? Optional.empty() : present.find(party.callId(), party.toTag(), party.fromTag());
        if (named.isEmpty()) {
            return Place.none(481);
        }
        Leg replaced = named.get();
        Optional<Call> found = calls.find(replaced.callId());
        if (found.isEmpty()) {
            // a dialog that has ended, and is only being seen to its end
            return Place.none(603);
        }
        Call call = found.get();
        if (!call.facts().is(CallState.TALKING)) {
            return Place.none(481);
        }
        if (party.earlyOnly()) {
            return Place.none(486);
        }
        Leg other = call.transfers().opposite(replaced);
        String number = call.party(other).caller().orElseThrow().number();
        Wire wire = present.wire(
                new Seat(by.callId(), by.executor()), new Seat(call.id(), call.executor()), other.addresses(), number);
        call.executor().execute(() -> call.transfers().replace(replaced, wire.answering()));
        return new Place(Optional.of(wire.calling()), 0, number);
    }

    // ---- calls that roles begin

    /** @throws IllegalStateException while there is no SIP endpoint */
    Leg originate(Origination origination) {
        SipEndpoint present = endpoint;
        if (present == null) {
            throw new IllegalStateException("the SIP endpoint is not here");
        }
        Seat seat = present.seat();
        Wire wire = present.wire(
                seat,
                SilentLeg.LOOPBACK,
                origination.to(),
                Leg.Side.B,
                context.settings().deadline());
        listen(new Dialling(this, origination, seat, wire.calling(), wire.answering()));
        return wire.calling();
    }

    /** Goes on with what {@link Dialling#liesOn lies on} a leg. */
    void resume(Leg leg) {
        listen(Dialling.decode(this, leg));
    }

    private void listen(Dialling dialling) {
        if (calls.add(dialling)) {
            dialling.executor().execute(() -> {
                if (context.closing()) {
                    dialling.layDown();
                } else {
                    dialling.listen(context.settings().ring());
                }
            });
        }
    }

    @Override
    public void offered(Offer offer, Custody.Memory application) {
        Call call = new Call(context, CallMemory.of(offer, context.now(), List.of(application)));
        calls.add(call);
        begin.accept(call);
    }

    @Override
    public void gone(Dialling dialling) {
        calls.remove(dialling);
    }

    @Override
    public Future<?> later(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
