// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Step;
import org.strowger.api.call.Switchboard;
import org.strowger.api.sip.Flow;

/** An engine that only takes offers down. */
final class Board implements Switchboard {
    private final Consumer<Offer> taker;

    Board(Consumer<Offer> taker) {
        this.taker = taker;
    }

    @Override
    public void offer(Offer offer) {
        taker.accept(offer);
    }

    @Override
    public Leg originate(Origination origination) {
        throw new UnsupportedOperationException("no test needs it");
    }

    @Override
    public List<CallInfo> calls() {
        return List.of();
    }

    @Override
    public boolean hangup(String callId, Cause cause) {
        return false;
    }

    @Override
    public List<RoleInfo> roles() {
        return List.of();
    }

    @Override
    public List<Step> explain(String from, String to, Optional<Flow> flow) {
        return List.of();
    }
}
