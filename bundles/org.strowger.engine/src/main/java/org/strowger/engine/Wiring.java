// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    /** See {@link CallContext#invite}. */
    Optional<Leg> invite(Invitation invitation, Offer offer) {
        SipEndpoint present = endpoint;
        return present == null ? Optional.empty() : Optional.of(present.invite(invitation, offer.executor()));
    }

    /** See {@link CallContext#wire}. */
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

    /** See {@link CallContext#call}. */
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
        CallLog.began(call.outline());
        call.executor().execute(() -> begin.accept(call));
        return Optional.of(wire.calling());
    }

    /** See {@link CallContext#join}. */
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
        call.executor().execute(() -> call.adopt(replaced.get(), theirs, number));
        return Optional.of(answering ? wire.calling() : wire.answering());
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
