// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Application;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Origination.Option;
import org.strowger.api.call.Stage;
import org.strowger.api.call.Target;
import org.strowger.api.call.Wire;
import org.strowger.api.media.MediaException;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

/** A call that is RINGING: makes the legs to one destination, phones or an application, and tries them. Confined to the call's executor. */
final class Connector {
    private static final Logger log = LoggerFactory.getLogger(Connector.class);

    private final Call call;
    private final CallContext context;
    private final Offer offer;
    private final Descriptions descriptions;
    private final Custodies custodies;
    private final Expiry expiry;
    private Optional<Attempt> attempt = Optional.empty();
    /** An application that is about to be asked. */
    private Optional<Custody> inviting = Optional.empty();

    Connector(Call call, CallContext context, Offer offer, Descriptions descriptions, Custodies custodies) {
        this.call = call;
        this.context = context;
        this.offer = offer;
        this.descriptions = descriptions;
        this.custodies = custodies;
        this.expiry = new Expiry(context, offer, call::guarded, () -> call.refuse(Cause.of(By.TIMER, 487)));
    }

    /** Calls phones. */
    void callOut(List<Target> targets) {
        Runnable again = () -> callOut(targets);
        if (relays(again)) {
            List<Leg> made = invite(targets);
            if (made.isEmpty()) {
                call.await(again, "the SIP endpoint");
            } else {
                offer(made, again);
            }
        }
    }

    /** Calls into another call, to take the place of one of its parties. */
    void replace(Replaces party) {
        Runnable again = () -> replace(party);
        if (relays(again)) {
            Wiring.Place place = context.wiring().replace(offer, party);
            place.end()
                    .ifPresentOrElse(
                            end -> {
                                Destination there = new Destination(place.number(), "", Optional.empty());
                                call.now(call.facts().routed("Replaces", RoleId.NOBODY, List.of(there)));
                                offer(List.of(end), again);
                            },
                            () -> call.refuse(Cause.of(By.US, place.refusal())));
        }
    }

    /** Whether descriptions can be passed; where not yet, the step is taken again. */
    private boolean relays(Runnable again) {
        boolean loopback = offer.leg().local() && offer.leg().addresses().equals(SilentLeg.LOOPBACK);
        boolean own = LocalRequest.wants(offer.request(), Option.OWN_MEDIA);
        if (own || !context.settings().relay() && !loopback) {
            descriptions.direct();
        } else if (!descriptions.relayed()) {
            call.await(again, "the media relay");
            return false;
        }
        return true;
    }

    /** Offers the caller's description to legs that were made, and rings. */
    private void offer(List<Leg> made, Runnable again) {
        Map<Leg, Optional<Body>> offers = new LinkedHashMap<>();
        Cause failure = Cause.of(By.US, 488);
        for (Leg leg : made) {
            try {
                offers.put(leg, descriptions.pass(offer.leg(), offer.request().body(), leg));
            } catch (MediaException unusable) {
                failure = new Cause(By.US, unusable.status(), List.of());
                if (descriptions.interrupted()) {
                    hangup(made, failure);
                    call.await(again, "the media relay");
                    return;
                }
                log.info("{}: the caller's description cannot be relayed: {}", offer.callId(), unusable.getMessage());
                leg.hangup(failure);
            }
        }
        if (offers.isEmpty()) {
            call.tries().unreachable(failure, false);
        } else {
            ring(offers, false);
        }
    }

    private List<Leg> invite(List<Target> targets) {
        boolean supervised = LocalRequest.wants(offer.request(), Option.SUPERVISED);
        List<Leg> made = new ArrayList<>(targets.size());
        for (Target target : targets) {
            Target told = Diversion.told(target, offer.request());
            Invitation invitation = new Invitation(offer.callId(), told, hopsLeft(), sipCallId(), supervised);
            context.wiring().invite(invitation, offer).ifPresent(made::add);
        }
        return made;
    }

    private Optional<String> sipCallId() {
        return offer.request() instanceof LocalRequest local
                ? local.origination().map(Origination::sipCallId).filter(id -> !id.isEmpty())
                : Optional.empty();
    }

    private int hopsLeft() {
        return Math.max(0, offer.request().maxForwards() - 1);
    }

    /** Calls numbers, each by a call of its own. */
    void dial(Stage stage, Facts.Claimed caller) {
        if (hopsLeft() == 0) {
            call.tries().unreachable(Cause.of(By.US, 483), false);
            return;
        }
        Leg a = offer.leg();
        List<Header> headers =
                Diversion.headers(offer.request(), stage, call.facts().number(), a.addresses());
        Map<Leg, Optional<Body>> offers = new LinkedHashMap<>();
        for (String number : stage.numbers()) {
            Wanted wanted = new Wanted(number, offer.request().body(), headers, hopsLeft());
            context.wiring()
                    .call(offer, caller, wanted, a.addresses())
                    .ifPresent(leg -> offers.put(leg, offer.request().body()));
        }
        if (offers.isEmpty()) {
            call.await(() -> call.goOn(Inquiry.Memory.NONE), "the SIP endpoint");
            return;
        }
        if (stage.diversion().isPresent()) {
            a.progress(Status.of(181), Optional.empty());
        }
        // each of these calls has a relay of its own
        descriptions.direct();
        ring(offers, true);
    }

    private static void hangup(List<Leg> legs, Cause cause) {
        legs.forEach(leg -> leg.hangup(cause));
    }

    /** Calls an application. */
    void connect(Application application, Role<Callout> by) {
        Optional<Wire> made = context.wiring().wire(offer, call.facts().number());
        if (made.isEmpty()) {
            // the role is asked again then: nothing of it is kept
            call.await(() -> call.goOn(Inquiry.Memory.NONE), "the SIP endpoint");
            return;
        }
        Leg own = made.get().answering();
        // the application's own ports face the caller: there is nothing to relay
        descriptions.direct();
        Custody custody = custodies.add(new Custody.Memory(by.name(), by.id().service(), own, Optional.empty()));
        inviting = Optional.of(custody);
        // what the application would hear first is that it is invited: it is told so otherwise
        own.listen(event -> {});
        ring(Map.of(made.get().calling(), offer.request().body()), false);
        // after the start has reached the far end
        call.then(() -> {
            if (inviting.filter(custody::equals).isPresent()) {
                inviting = Optional.empty();
                custody.invite(application, by);
            }
        });
    }

    /** An application rings along, for whoever is called; empty where nothing rings. */
    Optional<Leg> pickedUp(String role) {
        if (attempt.isEmpty() || inviting.isPresent()) {
            return Optional.empty();
        }
        Optional<Wire> made = context.wiring().wire(offer, call.facts().number());
        made.ifPresent(wire -> {
            custodies.add(new Custody.Memory(role, 0, wire.answering(), Optional.empty()));
            List<Leg> legs = new ArrayList<>(call.facts().reached().legs());
            legs.add(wire.calling());
            call.now(call.facts().reached(call.facts().reached().callout(), legs));
            attempt.get().join(wire.calling(), offer.request().body());
        });
        return made.map(Wire::answering);
    }

    /** @param apart whether these are so many parties */
    private void ring(Map<Leg, Optional<Body>> offers, boolean apart) {
        call.rings(List.copyOf(offers.keySet()));
        expiry.from(call.facts().began());
        Attempt next = attempt();
        attempt = Optional.of(next);
        boolean mute = call.tries().mayGoOn() || apart && offers.size() > 1;
        next.ring(offers, new Ringing.Manner(apart, mute), call.tries().bound());
    }

    private Attempt attempt() {
        Optional<Duration> silence = call.turns().silence();
        return new Attempt(context, offer, descriptions, silence, call::guarded, new Attempt.Outcome() {
            @Override
            public void answered(Leg winner, Optional<Body> description) {
                attempt = Optional.empty();
                expiry.stop();
                call.answered(winner, description);
            }

            @Override
            public void failed(Cause cause, boolean rang) {
                call.tries().unreachable(cause, rang);
            }
        });
    }

    /** What rings; empty where nothing does. */
    Optional<Attempt.Memory> memory() {
        return attempt.map(Attempt::memory);
    }

    /** Goes on where another left it: {@link #listen} follows. */
    void resume(Optional<Attempt.Memory> memory) {
        attempt = memory.map(ringing -> attempt().resume(ringing));
        attempt.ifPresent(ringing -> expiry.from(call.facts().began()));
    }

    void listen() {
        attempt.ifPresent(Attempt::listen);
    }

    /**
     * Takes back what the next engine has to begin anew: an application that has not been asked yet.
     *
     * @return whether there was one
     */
    boolean takeBack() {
        boolean back = inviting.isPresent();
        if (back) {
            stop(Cause.of(By.US, 487));
            drop();
        }
        return back;
    }

    /** Somebody else goes on with it. */
    void leave() {
        expiry.stop();
        attempt.ifPresent(Attempt::leave);
    }

    /** Nobody is to ring any longer. */
    void stop(Cause cause) {
        expiry.stop();
        inviting = Optional.empty();
        attempt.ifPresent(ringing -> ringing.stop(cause));
    }

    /** This destination is done with. */
    void drop() {
        attempt = Optional.empty();
        inviting = Optional.empty();
        custodies.dropAnswering();
    }
}
