// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Offer;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallEvent.Decider;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

/** What becomes of one call, in the log and told to whoever keeps account of calls. Confined to the call's executor. */
final class Chronicle {
    private static final int UNAUTHORIZED = 401;

    private final CallContext context;
    private final Offer offer;
    private final String id;

    Chronicle(CallContext context, Offer offer) {
        this.context = context;
        this.offer = offer;
        this.id = offer.callId();
    }

    private static Decider by(RoleId role) {
        return new Decider(role.name(), role.version());
    }

    /** It is known who calls: it is a call. */
    void began(Facts facts) {
        CallLog.began(facts.outline(offer));
        Caller caller = facts.claimed().caller().orElseThrow();
        offered(facts, caller.number());
        context.tell(new CallEvent.Claimed(
                id, context.now(), caller, by(facts.claimed().callin())));
    }

    private void offered(Facts facts, String from) {
        context.tell(new CallEvent.Offered(
                id,
                facts.began(),
                from,
                offer.request().uri().number(),
                offer.request().flow(),
                offer.leg().local() ? "" : offer.request().callId(),
                offer.origin()));
    }

    void routed(Facts facts) {
        context.tell(new CallEvent.Routed(
                id, context.now(), facts.routed().rule(), by(facts.routed().router())));
    }

    void tried(Facts facts) {
        context.tell(new CallEvent.Tried(
                id, context.now(), facts.number(), by(facts.reached().callout())));
    }

    void refused(RoleId by, Status status, String why) {
        context.tell(new CallEvent.Refused(id, context.now(), by(by), status + ": " + why));
    }

    void called(List<Leg> legs) {
        context.tell(new CallEvent.Called(
                id, context.now(), legs.stream().map(Leg::info).toList()));
    }

    void failed(Cause cause) {
        context.tell(new CallEvent.Failed(id, context.now(), cause));
    }

    void answered(Facts facts, LegInfo leg, Optional<Body> answer) {
        CallLog.answered(facts.outline(offer), leg.peer(), Duration.between(facts.began(), context.now()));
        context.tell(new CallEvent.Answered(id, facts.answered().orElseThrow(), leg.peer(), leg.sipCallId(), answer));
    }

    /** A party described its media anew, and the other took it. */
    void changed(Leg.Side by, Optional<Body> description) {
        description
                .filter(Body::isSdp)
                .ifPresent(body -> context.tell(new CallEvent.Changed(id, context.now(), by, body)));
    }

    void transferring(String by, String to, String other) {
        CallLog.transferred(id, by, to, other);
        context.tell(new CallEvent.Linked(other, context.now(), id));
        context.tell(new CallEvent.Transferring(id, context.now(), by, to, other));
    }

    void transferred() {
        context.tell(new CallEvent.Transferred(id, context.now()));
    }

    /**
     * It is over. Whoever was only challenged has not called yet.
     *
     * @param side the side that ended it; null for neither
     */
    void ended(Facts facts, Leg.Side side, Cause cause) {
        if (facts.claimed().caller().isPresent()) {
            CallLog.ended(facts.outline(offer), side == null ? Leg.Side.B : side, cause, facts.talked(context.now()));
        } else {
            if (cause.status().code() == UNAUTHORIZED || cause.by() == Cause.By.PEER) {
                return;
            }
            offered(facts, offer.request().from().uri().number());
        }
        context.tell(new CallEvent.Ended(
                id,
                context.now(),
                cause.by() == Cause.By.PEER ? Optional.ofNullable(side) : Optional.empty(),
                // whoever keeps the event for long shall not keep what it says to a peer
                new Cause(cause.by(), cause.status(), reasons(cause)),
                HangupClass.of(cause).label()));
    }

    private static List<Header> reasons(Cause cause) {
        return cause.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Reason"))
                .toList();
    }
}
