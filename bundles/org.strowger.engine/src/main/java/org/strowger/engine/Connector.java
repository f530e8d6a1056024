// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

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
import org.strowger.api.call.Target;
import org.strowger.api.call.Wire;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;

/** A call that is RINGING: makes the legs to one destination, phones or an application, and tries them. Confined to the call's executor. */
final class Connector {
    private static final Logger log = LoggerFactory.getLogger(Connector.class);

    private final Call call;
    private final CallContext context;
    private final Offer offer;
    private final Descriptions descriptions;
    private final Custodies custodies;
    private Optional<Attempt> attempt = Optional.empty();
    /** An application that is about to be asked. */
    private Optional<Custody> inviting = Optional.empty();

    Connector(Call call, CallContext context, Offer offer, Descriptions descriptions, Custodies custodies) {
        this.call = call;
        this.context = context;
        this.offer = offer;
        this.descriptions = descriptions;
        this.custodies = custodies;
    }

    /** Calls phones. */
    void callOut(List<Target> targets) {
        boolean loopback = offer.leg().local() && offer.leg().addresses().equals(SilentLeg.LOOPBACK);
        boolean own = LocalRequest.wants(offer.request(), Option.OWN_MEDIA);
        if (own || !context.settings().relay() && !loopback) {
            descriptions.direct();
        } else if (!descriptions.relayed()) {
            call.await(() -> callOut(targets), "the media relay");
            return;
        }
        List<Leg> made = invite(targets);
        if (made.isEmpty()) {
            call.await(() -> callOut(targets), "the SIP endpoint");
            return;
        }
        Map<Leg, Optional<Body>> offers = new LinkedHashMap<>();
        Cause failure = Cause.of(By.US, 488);
        for (Leg leg : made) {
            try {
                offers.put(leg, descriptions.pass(offer.leg(), offer.request().body(), leg));
            } catch (MediaException unusable) {
                failure = new Cause(By.US, unusable.status(), List.of());
                if (descriptions.interrupted()) {
                    hangup(made, failure);
                    call.await(() -> callOut(targets), "the media relay");
                    return;
                }
                log.info("{}: the caller's description cannot be relayed: {}", offer.callId(), unusable.getMessage());
                leg.hangup(failure);
            }
        }
        if (offers.isEmpty()) {
            call.unreachable(failure);
        } else {
            ring(offers);
        }
    }

    private List<Leg> invite(List<Target> targets) {
        int maxForwards = Math.max(0, offer.request().maxForwards() - 1);
        boolean supervised = LocalRequest.wants(offer.request(), Option.SUPERVISED);
        List<Leg> made = new ArrayList<>(targets.size());
        for (Target target : targets) {
            Invitation invitation = new Invitation(offer.callId(), target, maxForwards, sipCallId(), supervised);
            context.invite(invitation, offer).ifPresent(made::add);
        }
        return made;
    }

    private Optional<String> sipCallId() {
        return offer.request() instanceof LocalRequest local
                ? local.origination().map(Origination::sipCallId).filter(id -> !id.isEmpty())
                : Optional.empty();
    }

    private static void hangup(List<Leg> legs, Cause cause) {
        legs.forEach(leg -> leg.hangup(cause));
    }

    /** Calls an application. */
    void connect(Application application, Role<Callout> by) {
        Optional<Wire> made = context.wire(offer, call.facts().number());
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
        ring(Map.of(made.get().calling(), offer.request().body()));
        // after the start has reached the far end
        call.then(() -> {
            if (inviting.filter(custody::equals).isPresent()) {
                inviting = Optional.empty();
                custody.invite(application, by);
            }
        });
    }

    private void ring(Map<Leg, Optional<Body>> offers) {
        call.rings(List.copyOf(offers.keySet()));
        Attempt next = attempt();
        attempt = Optional.of(next);
        next.ring(offers);
    }

    private Attempt attempt() {
        return new Attempt(context, offer, descriptions, call::guarded, new Attempt.Outcome() {
            @Override
            public void answered(Leg winner, Optional<Body> description) {
                attempt = Optional.empty();
                call.answered(winner, description);
            }

            @Override
            public void failed(Cause cause) {
                call.unreachable(cause);
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
        attempt.ifPresent(Attempt::leave);
    }

    /** Nobody is to ring any longer. */
    void stop(Cause cause) {
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
