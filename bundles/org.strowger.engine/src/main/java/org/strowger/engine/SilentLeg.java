// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** Leg a of a rehearsal: nobody is there, and nothing that is done to it reaches anybody. */
record SilentLeg(String callId) implements Leg {
    static final LegAddresses LOOPBACK = new LegAddresses("127.0.0.1", "127.0.0.1", "127.0.0.1");

    @Override
    public Side side() {
        return Side.A;
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public LegAddresses addresses() {
        return LOOPBACK;
    }

    @Override
    public LegInfo info() {
        return new LegInfo(Side.A, "rehearsal", "", "", "");
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void listen(Consumer<? super LegEvent> listener) {
        // nothing ever happens on this leg
    }

    @Override
    public void remember(Map<String, Object> memory) {
        // nobody will ask
    }

    @Override
    public Map<String, Object> memory() {
        return Map.of();
    }

    @Override
    public void leave() {
        // nothing ever happens on this leg
    }

    @Override
    public boolean left() {
        return false;
    }

    @Override
    public void start(Optional<Body> offer) {
        throw new IllegalStateException("start is for side B");
    }

    @Override
    public void progress(Status status, Optional<Body> body) {
        // nobody to tell
    }

    @Override
    public void answer(Optional<Body> body) {
        // nobody to tell
    }

    @Override
    public void confirm(Optional<Body> answer) {
        // nobody to tell
    }

    @Override
    public void ask(Query query, Consumer<? super SipReply> answered) {
        answered.accept(SipReply.of(481));
    }

    @Override
    public void hangup(Cause cause) {
        // nobody to tell
    }
}
