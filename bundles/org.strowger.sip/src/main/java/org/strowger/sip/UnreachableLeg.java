// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** Leg b to where no way leads: no listener of that transport, or a host that cannot be sent to. It ends when it is started. */
final class UnreachableLeg implements Leg {
    private static final Logger log = LoggerFactory.getLogger(UnreachableLeg.class);
    private static final LegAddresses NOWHERE = new LegAddresses("127.0.0.1", "127.0.0.1", "127.0.0.1");

    private final Invitation invitation;
    private final String why;
    private final Executor executor;
    private final Mailbox mailbox;

    UnreachableLeg(Invitation invitation, String why, Executor executor, Leases<Leg, Runnable> orphans) {
        this.invitation = invitation;
        this.why = why;
        this.executor = executor;
        this.mailbox = new Mailbox(this, orphans, () -> execute(() -> hangup(Sip.ORPHANED)));
    }

    @Override
    public String callId() {
        return invitation.callId();
    }

    @Override
    public Side side() {
        return Side.B;
    }

    @Override
    public boolean local() {
        return false;
    }

    @Override
    public LegAddresses addresses() {
        return NOWHERE;
    }

    @Override
    public LegInfo info() {
        return new LegInfo(Side.B, "unreachable", "", invitation.target().uri().toString(), "");
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void listen(Consumer<? super LegEvent> next) {
        mailbox.listen(next);
    }

    @Override
    public void remember(Map<String, Object> memory) {
        mailbox.remember(memory);
    }

    @Override
    public Map<String, Object> memory() {
        return mailbox.memory();
    }

    @Override
    public void leave() {
        mailbox.leave();
    }

    @Override
    public boolean left() {
        return mailbox.left();
    }

    @Override
    public void start(Optional<Body> offer) {
        log.warn("{}: no way to {}: {}", callId(), invitation.target().uri(), why);
        hangup(Cause.of(Cause.By.FAULT, 503));
    }

    @Override
    public void progress(Status status, Optional<Body> body) {
        throw new IllegalStateException("progress is for side A");
    }

    @Override
    public void answer(Optional<Body> body) {
        throw new IllegalStateException("answer is for side A");
    }

    @Override
    public void confirm(Optional<Body> answer) {
        // there is nothing to confirm, as on any leg that has ended
    }

    @Override
    public void ask(Query query, Consumer<? super SipReply> answered) {
        answered.accept(SipReply.of(481));
    }

    @Override
    public void hangup(Cause cause) {
        mailbox.emit(new LegEvent.Ended(cause));
    }
}
