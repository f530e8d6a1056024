// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.SipReply;

/** The two ends of one call: leg a or whoever was put in its place, whoever answered, and what is between them. Confined to the call's executor. */
final class Parties {
    private final Descriptions descriptions;
    private final Consumer<Runnable> guarded;
    /** Leg a, or the leg of whoever was transferred: the call's record lies on it. */
    private volatile Leg a;
    /** RINGING, while media is waited for, and TALKING: the leg that answered. */
    private volatile Optional<Leg> b = Optional.empty();
    /** TALKING, and nobody waits for a third to be called. */
    private Optional<Bridge> bridge = Optional.empty();

    /** @param guarded runs a step of the call */
    Parties(Leg a, Descriptions descriptions, Consumer<Runnable> guarded) {
        this.a = a;
        this.descriptions = descriptions;
        this.guarded = guarded;
    }

    Leg a() {
        return a;
    }

    Optional<Leg> b() {
        return b;
    }

    /** A party waits for another, who has not answered or to whom nothing passes yet. */
    void waits(Leg party, Leg called) {
        a = party;
        b = Optional.of(called);
        bridge = Optional.empty();
    }

    /** From now on one talks to the other. */
    void talk(Leg party, Leg other, Bridge.Memory memory) {
        a = party;
        b = Optional.of(other);
        bridge = Optional.of(new Bridge(party, other, descriptions, guarded, memory));
    }

    /** Takes up what another left under way between them. */
    void resume(Bridge.Memory memory) {
        talk(a, b.orElseThrow(), memory);
        bridge.ifPresent(Bridge::resume);
    }

    Bridge.Memory memory() {
        return bridge.map(Bridge::memory).orElse(Bridge.Memory.NONE);
    }

    boolean talking() {
        return bridge.isPresent();
    }

    /** Whether a leg is one of the two. */
    boolean has(Leg leg) {
        return leg == a || b.filter(leg::equals).isPresent();
    }

    /** Whom a party talks to. Any thread: what was so a moment ago. */
    Leg other(Leg party) {
        return party == a ? b.orElse(a) : a;
    }

    void asked(Leg from, Exchange exchange) {
        bridge.ifPresentOrElse(both -> both.asked(from, exchange), () -> exchange.answer(SipReply.of(491)));
    }

    void withdrawn(Leg from, Exchange exchange) {
        bridge.ifPresent(both -> both.withdrawn(from, exchange));
    }

    /** @throws MediaException when the answer in the ACK cannot be used */
    void confirmed(Leg from, LegEvent.Confirmed event) throws MediaException {
        if (bridge.isPresent()) {
            bridge.get().confirmed(from, event);
        }
    }
}
