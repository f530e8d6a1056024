// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.sip.SipReply;

/** The transfers of one call, one at a time: who asks for one, and who talks to whom when it is done. Confined to the call's executor. */
final class Transfers implements Transfer.Outcome {
    private static final Logger log = LoggerFactory.getLogger(Transfers.class);

    private final Call call;
    private final Parties parties;
    private final CallContext context;
    private final Offer offer;
    private final Chronicle chronicle;
    private Optional<Transfer> transfer = Optional.empty();
    /** Who has transferred the other, and is told of it before it is hung up. */
    private Optional<Leg> parting = Optional.empty();

    Transfers(Call call, Parties parties, CallContext context, Offer offer, Chronicle chronicle) {
        this.call = call;
        this.parties = parties;
        this.context = context;
        this.offer = offer;
        this.chronicle = chronicle;
    }

    private Transfer made(Transfer.Memory memory) {
        return new Transfer(context, offer, call::guarded, this, memory);
    }

    /** A party wants the other to talk to somebody else. */
    void refer(Leg by, Exchange refer) {
        ReferTo to;
        try {
            to = ReferTo.of(refer.query().headers());
        } catch (IllegalArgumentException unusable) {
            log.info("{}: a transfer is refused: {}", offer.callId(), unusable.getMessage());
            refer.answer(SipReply.of(400));
            return;
        }
        if (!parties.talking() || transfer.isPresent()) {
            // one at a time
            refer.answer(SipReply.of(603));
            return;
        }
        Leg transferee = parties.other(by);
        Facts.Claimed who = call.party(by);
        String number = who.caller().orElseThrow().number();
        Transfer.Way way = to.replaces().isPresent() ? Transfer.Way.CONSULTED : Transfer.Way.CALLED;
        Optional<Leg> target = to.replaces().isPresent()
                ? context.wiring().join(offer, to.replaces().get(), number, transferee.addresses())
                : context.wiring().call(offer, who, Wanted.number(to.number()), transferee.addresses());
        if (target.isEmpty()) {
            refer.answer(SipReply.of(603));
            return;
        }
        chronicle.transferring(number, to.number(), target.get().callId());
        Transfer begun = made(Transfer.of(by, transferee, target.get(), way));
        transfer = Optional.of(begun);
        begun.begin(refer);
    }

    /** A party of this call has transferred its other one to the party of another, which comes by this wire in its place. */
    void adopt(Leg replaced, Leg link, String number) {
        if (!call.talks(replaced) || transfer.isPresent()) {
            link.hangup(Cause.of(By.US, 481));
        } else if (!call.party(replaced).caller().orElseThrow().number().equals(number)) {
            link.hangup(Cause.of(By.US, 403));
        } else {
            call.bridge(parties.other(replaced), link, Bridge.Memory.NONE);
            replaced.hangup(Cause.of(By.US, 200));
        }
    }

    /** Whom a party talks to. Any thread: what was so a moment ago. */
    Leg opposite(Leg party) {
        return parties.other(party);
    }

    /**
     * Somebody calls to take the place of a party of this call (RFC 3891), which stays until the other has agreed.
     *
     * @param newcomer our end of his call, in which he has said nothing yet
     */
    void replace(Leg replaced, Leg newcomer) {
        if (!call.talks(replaced)) {
            newcomer.hangup(Cause.of(By.US, 481));
        } else if (transfer.isPresent()) {
            newcomer.hangup(Cause.of(By.US, 603));
        } else {
            CallLog.replaced(
                    offer.callId(), call.party(replaced).caller().orElseThrow().number(), newcomer.callId());
            Transfer begun = made(Transfer.of(replaced, parties.other(replaced), newcomer, Transfer.Way.NEWCOMER));
            transfer = Optional.of(begun);
            begun.begin();
        }
    }

    /** A leg is over that was on its way out anyway. */
    void gone(Leg leg) {
        parting = parting.filter(one -> one != leg);
    }

    /** A party's leg is over; true where the call goes on without it. */
    boolean left(Leg leg) {
        return transfer.map(one -> one.left(leg)).orElse(false);
    }

    // ---- what becomes of one

    @Override
    public void alone(Leg transferee, Leg target) {
        parties.waits(transferee, target);
    }

    @Override
    public void joined(Optional<Leg> transferor, Leg transferee, Leg target, Bridge.Memory pending) {
        parting = transferor;
        transfer = Optional.empty();
        chronicle.transferred();
        // the call to the target has a relay of its own
        call.relaysNoMore();
        call.bridge(transferee, target, pending);
    }

    @Override
    public void failed() {
        transfer = Optional.empty();
    }

    @Override
    public void lost(Leg transferee, Cause cause) {
        transfer = Optional.empty();
        call.over(null, cause);
    }

    /** The call ends. */
    void stop(Cause cause) {
        transfer.ifPresent(one -> one.stop(Causes.forCallee(cause)));
        parting.ifPresent(leg -> leg.hangup(Causes.hungUp(cause)));
    }

    // ---- from one engine to the next

    Optional<Transfer.Memory> memory() {
        return transfer.map(Transfer::memory);
    }

    /** Somebody else goes on with it. */
    void leave() {
        transfer.ifPresent(Transfer::leave);
    }

    /** Whether a leg is one that is called, or calls, for a transfer: what it says is heard there. */
    boolean hears(Leg leg) {
        return transfer.filter(one -> one.memory().target() == leg).isPresent();
    }

    /** Takes up what another left: {@link #resume} follows. */
    void take(Optional<Transfer.Memory> memory) {
        transfer = memory.map(this::made);
    }

    /** What the target said meanwhile is heard first. */
    void resume() {
        transfer.ifPresent(Transfer::resume);
    }
}
