// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * A leg with a network behind it: what both sides have in common, which is all that happens within the dialog. Everything runs on
 * the call's executor; the stack's threads only hand messages to {@link #execute}.
 */
abstract class NetworkLeg implements Leg {
    private static final Logger log = LoggerFactory.getLogger(NetworkLeg.class);

    final Sip sip;
    private final String callId;
    private final String localTag = Ids.random();
    private final Executor executor;
    private final LegAddresses addresses;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Asks asks = new Asks(this);
    private final ReInvites invites = new ReInvites(this);
    private final SessionTimer session = new SessionTimer(this);
    private volatile LegState state;
    private volatile Dialog dialog;
    private Cause closing;

    NetworkLeg(Sip sip, String callId, Executor executor, LegAddresses addresses, LegState first) {
        this.sip = sip;
        this.callId = callId;
        this.executor = executor;
        this.addresses = addresses;
        this.state = first;
        this.mailbox = new Mailbox(this, sip.orphans(), () -> execute(this::abandon));
        this.outbox = new Outbox(callId, sip.connector());
    }

    // ---- what a leg is

    @Override
    public final String callId() {
        return callId;
    }

    final String localTag() {
        return localTag;
    }

    @Override
    public final boolean local() {
        return false;
    }

    @Override
    public final LegAddresses addresses() {
        return addresses;
    }

    /** The Call-ID of the leg's dialog on the wire. */
    abstract String sipCallId();

    /** Where the peer is. */
    abstract Flow flow();

    /** The listener that the leg began at. */
    abstract Port port();

    /** What we show where the peer asks for it. */
    Optional<Credentials> credentials() {
        return Optional.empty();
    }

    /** Who the peer is, for an operator. */
    abstract String party();

    @Override
    public final LegInfo info() {
        Dialog made = dialog;
        LegInfo info = new LegInfo(
                side(), state.name().toLowerCase(java.util.Locale.ROOT), flow().toString(), party(), sipCallId());
        return made == null ? info : made.told(info);
    }

    /** Every operation begins with it: code of a role that was too late gets no further. */
    final LegState state() {
        CallThread.check();
        return state;
    }

    /** Whether the leg's call may still know it. Any thread. */
    final boolean live() {
        return switch (state) {
            case CANCELLING, LINGERING, PARTING, BYEING -> false;
            case NEW, CALLING, PROCEEDING, ANSWERED, CONFIRMED, GONE -> true;
        };
    }

    /** Takes a step of the state machine; false where it led nowhere. */
    final boolean step(LegState.Input input) {
        LegState before = state();
        LegState after = before.on(input, invites.unacknowledged());
        state = after;
        if (after == LegState.GONE && before != LegState.GONE) {
            gone();
        }
        return before != after;
    }

    /** The last thing a leg does: out of every table. */
    void gone() {
        invites.stop();
        session.stop();
        sip.legs().remove(this);
    }

    @Override
    public final void execute(Runnable task) {
        executor.execute(task);
    }

    final Dialog dialog() {
        return dialog;
    }

    final void dialog(Dialog made) {
        this.dialog = made;
    }

    final ReInvites invites() {
        return invites;
    }

    final SessionTimer session() {
        return session;
    }

    final Outbox outbox() {
        return outbox;
    }

    // ---- events, and who hears them

    @Override
    public final void listen(Consumer<? super LegEvent> next) {
        mailbox.listen(next);
    }

    @Override
    public final void remember(Map<String, Object> memory) {
        mailbox.remember(memory);
    }

    @Override
    public final Map<String, Object> memory() {
        return mailbox.memory();
    }

    @Override
    public final void leave() {
        CallThread.check();
        mailbox.leave();
    }

    @Override
    public final boolean left() {
        return mailbox.left();
    }

    /** Nobody came for the leg. */
    private void abandon() {
        if (left()) {
            hangup(Sip.ORPHANED);
        }
    }

    final void emit(LegEvent event) {
        mailbox.emit(event);
    }

    final void end(Cause cause) {
        mailbox.terminate();
        emit(new LegEvent.Ended(cause));
    }

    /** Whether the engine has been told that the leg is over. */
    final boolean ended() {
        return mailbox.ended();
    }

    final Mailbox mailbox() {
        return mailbox;
    }

    // ---- requests of ours within the dialog

    @Override
    public final void ask(Query query, Consumer<? super SipReply> answered) {
        LegState now = state();
        if (now == LegState.PROCEEDING || now == LegState.ANSWERED) {
            // the first INVITE is not through yet: as on glare, the peer tries again
            answered.accept(SipReply.of(491));
        } else if (now != LegState.CONFIRMED) {
            answered.accept(SipReply.of(481));
        } else if (query.method().equals("INVITE") && !invites.begin()) {
            // glare, seen before it leaves: as the peer would answer (RFC 3261 section 14.1)
            answered.accept(SipReply.of(491));
        } else {
            asks.send(query, answered);
        }
    }

    @Override
    public final void withdraw() {
        CallThread.check();
        asks.withdraw();
    }

    /** Sends a refresh of the session; a re-INVITE has been begun already. */
    final void refresh(Query query, Consumer<? super SipReply> answered) {
        asks.send(query, answered);
    }

    /** A response that belongs to no transaction any more: a 2xx that came again. */
    void onStrayResponse(SIPResponse response) {
        if (response.getStatusCode() >= 200 && response.getStatusCode() < 300) {
            invites.repeated(response);
        }
    }

    /** The peer does not know the dialog, or does not answer: RFC 3261 section 12.2.1.2. */
    final void lost(Cause cause) {
        if (state == LegState.CONFIRMED) {
            hangup(cause);
        }
    }

    final SIPRequest ack(SIPRequest invite, Optional<Body> body) {
        SIPRequest ack = dialog.ack(invite.getCSeq().getSeqNumber());
        try {
            if (credentials().isPresent()) {
                Messages.add(ack, ChallengeAnswers.given(invite));
            }
            Messages.setBody(ack, body);
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
        return ack;
    }

    // ---- the way out

    /** Sends the BYE and waits for its end; the engine was told when it hung up. */
    final void bye(Cause cause) {
        // a 2xx to a re-INVITE of ours is acknowledged, wanted or not
        invites.confirm(Optional.empty());
        session.stop();
        new Bye(dialog, outbox, flow(), this::execute, credentials())
                .send(Messages.reasons(cause), () -> step(LegState.Input.DONE));
    }

    /** Remembers why, for the BYE that has to wait. */
    final void closing(Cause cause) {
        closing = cause;
    }

    final Cause closing() {
        return closing;
    }

    /** After a wait: {@link LegState.Input#DONE} unless something happened meanwhile that makes it void. */
    final void giveUpAfter(long millis, Runnable then) {
        sip.timer().schedule(() -> execute(then), millis, TimeUnit.MILLISECONDS);
    }

    // ---- requests of the peer within the dialog

    final void onRequest(SIPRequest request, SIPServerTransaction transaction) {
        if (dialog == null || state == LegState.GONE) {
            respond(transaction, request, Status.of(481), List.of());
        } else if (!dialog.accept(request.getCSeq().getSeqNumber())) {
            // RFC 3261 section 12.2.2
            respond(transaction, request, new Status(500, "Request Out of Order"), List.of());
        } else if (!request.getMethod().equals("BYE")
                && Messages.unsupported(request).isPresent()) {
            respond(
                    transaction,
                    request,
                    Status.of(420),
                    List.of(Messages.unsupported(request).get()));
        } else if (Asks.isRefresh(request) && tooSmall(request).isPresent()) {
            respond(
                    transaction,
                    request,
                    Status.of(422),
                    List.of(tooSmall(request).get()));
        } else {
            switch (request.getMethod()) {
                case "BYE" -> onBye(request, transaction);
                case "INVITE" -> invites.onInvite(request, transaction);
                case "OPTIONS" ->
                    respond(transaction, request, Status.OK, List.of(new Header("Allow", Messages.ALLOW)));
                case "UPDATE", "INFO", "MESSAGE", "REFER" -> asked(request, transaction);
                default -> respond(transaction, request, Status.of(405), List.of(new Header("Allow", Messages.ALLOW)));
            }
        }
    }

    private Optional<Header> tooSmall(SIPRequest request) {
        return SessionTimer.tooSmall(request, sip.settings().get());
    }

    private void asked(SIPRequest request, SIPServerTransaction transaction) {
        if (ended()) {
            respond(transaction, request, Status.of(481), List.of());
            return;
        }
        if (request.getMethod().equals("UPDATE")) {
            dialog.refresh((ContactHeader) request.getHeader(ContactHeader.NAME));
        }
        if (request.getMethod().equals("UPDATE") && Messages.body(request).isEmpty()) {
            // it refreshes this leg, and says nothing that would concern the other
            new PendingExchange(this, request, transaction).answer(SipReply.of(200));
            return;
        }
        emit(new LegEvent.Asked(new PendingExchange(this, request, transaction)));
    }

    /** A BYE ends the leg whatever else is going on. */
    private void onBye(SIPRequest request, SIPServerTransaction transaction) {
        respond(transaction, request, Status.OK, List.of());
        byeCame();
        step(LegState.Input.BYE);
        end(new Cause(Cause.By.PEER, Status.OK, Messages.headers(request, "Reason")));
    }

    /** What a BYE overtook has its answer or its ACK all the same (RFC 3261 section 15.1.2). */
    void byeCame() {
        invites.confirm(Optional.empty());
        invites.terminated();
    }

    final void onAck(SIPRequest ack) {
        if (invites.acked(ack.getCSeq().getSeqNumber())) {
            if (step(LegState.Input.ACK) && state == LegState.BYEING) {
                bye(closing);
            } else {
                emit(new LegEvent.Confirmed(Messages.body(ack)));
            }
        }
    }

    /** Answers a request; the answer's fate on the network is the transaction's business. */
    final void respond(SIPServerTransaction transaction, SIPRequest request, Status status, List<Header> headers) {
        try {
            SIPResponse response = Messages.response(request, status, localTag);
            Messages.add(response, headers);
            send(transaction, response);
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
    }

    final void send(SIPServerTransaction transaction, SIPResponse response) {
        try {
            Messages.send(transaction, response);
        } catch (SipException unsent) {
            log.debug("{}: {} not sent to {}: {}", callId, response.getStatusCode(), flow(), Outbox.reason(unsent));
        }
    }
}
