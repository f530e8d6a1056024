// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Status;

/**
 * Leg b: we call. Once we have hung up, the leg is its own reaper: the engine knows that it is over, and it sees the INVITE to its
 * end, be that a refusal, a 2xx that is acknowledged and ended, or silence (RFC 3261 sections 9.1 and 13.2.2.4).
 */
final class OutLeg extends NetworkLeg {
    private static final Logger log = LoggerFactory.getLogger(OutLeg.class);

    private final Invitation invitation;
    private final Dialog.Peer peer;
    private volatile String sipCallId;
    private final Optional<ChallengeAnswers> challenges;
    private OutRequest invite;
    private volatile ClientTransaction transaction;
    private ExtraAnswers extras;
    private long answeredAt;
    private boolean sent;
    private boolean cancelSent;

    OutLeg(Sip sip, Invitation invitation, Executor executor, Dialog.Peer peer, LegAddresses addresses) {
        super(sip, invitation.callId(), executor, addresses, LegState.NEW);
        this.invitation = invitation;
        this.peer = peer;
        this.sipCallId = invitation.sipCallId().orElseGet(() -> Ids.random() + Ids.random());
        this.challenges = invitation.target().credentials().map(ChallengeAnswers::new);
    }

    @Override
    Optional<Credentials> credentials() {
        return invitation.target().credentials();
    }

    @Override
    public Side side() {
        return Side.B;
    }

    @Override
    String sipCallId() {
        return sipCallId;
    }

    @Override
    Flow flow() {
        return peer.flow();
    }

    @Override
    Port port() {
        return peer.port();
    }

    @Override
    String party() {
        return invitation.target().uri().toString();
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
    public void start(Optional<Body> description) {
        if (state() != LegState.NEW) {
            return;
        }
        session().described(description);
        sip.legs().add(this);
        try {
            invite = OutInvite.of(invitation, peer, localTag(), sipCallId, description);
            session().propose(invite);
            send(invite);
        } catch (ParseException | RuntimeException unusable) {
            notSent(unusable);
        }
    }

    private void send(OutRequest request) {
        invite = request;
        step(LegState.Input.INVITE_SENT);
        extras = new ExtraAnswers(
                callId(),
                request,
                OutInvite.contactUser(invitation.target()),
                peer,
                outbox(),
                this::execute,
                credentials());
        outbox().sending(HopRouter.way(request), () -> sendInvite(request));
    }

    private void sendInvite(SIPRequest request) {
        if (!live()) {
            // we hung up while another connection to the peer was waited for
            execute(() -> step(LegState.Input.DONE));
            return;
        }
        try {
            HopRouter.way(request).open();
            ClientTransaction made = peer.port().provider().getNewClientTransaction(request);
            made.setApplicationData(new Answers(request));
            transaction = made;
            Outbox.send(made);
            if (!invitation.supervised()) {
                return;
            }
            if (peer.port().transport().reliable()) {
                execute(this::sent);
            } else {
                sent();
            }
        } catch (SipException | RuntimeException unsent) {
            execute(() -> notSent(unsent));
        }
    }

    /** Heard before any answer, which may come while we still send. */
    private void sent() {
        if (!sent && invitation.supervised()) {
            sent = true;
            emit(new LegEvent.Sent());
        }
    }

    /** Whatever it was, the engine has to hear of it. */
    private void notSent(Exception why) {
        log.warn("{}: INVITE to {} not sent: {}", callId(), flow(), Outbox.reason(why));
        step(LegState.Input.FAILURE);
        end(Cause.of(Cause.By.FAULT, 503));
    }

    /** To one INVITE; an older one than the last was challenged, and is done with. */
    private final class Answers implements ClientHandler {
        private final SIPRequest request;

        Answers(SIPRequest request) {
            this.request = request;
        }

        @Override
        public void responded(SIPResponse response) {
            unlessOld(() -> onResponse(response));
        }

        @Override
        public void timedOut() {
            unlessOld(OutLeg.this::onTimeout);
        }

        private void unlessOld(Runnable step) {
            execute(() -> {
                if (request == invite) {
                    step.run();
                }
            });
        }
    }

    @Override
    void onStrayResponse(SIPResponse response) {
        if (response.getStatusCode() >= 200 && response.getStatusCode() < 300) {
            onSuccess(response);
        }
    }

    private void onResponse(SIPResponse response) {
        sent();
        int code = response.getStatusCode();
        if (code < 200) {
            onProvisional(response);
        } else if (code < 300) {
            onSuccess(response);
        } else {
            onFailure(response);
        }
    }

    private void onProvisional(SIPResponse response) {
        step(LegState.Input.PROVISIONAL);
        if (state() == LegState.CANCELLING) {
            cancel();
        } else if (state() == LegState.PROCEEDING) {
            emit(new LegEvent.Progressed(Messages.reply(response).status(), Messages.body(response)));
        }
    }

    private void onSuccess(SIPResponse response) {
        if (response.getCSeq().getSeqNumber() != invite.getCSeq().getSeqNumber()) {
            invites().repeated(response);
            return;
        }
        if (dialog() != null && dialog().remoteTag().equals(response.getTo().getTag())) {
            invites().repeated(response);
            return;
        }
        if (dialog() != null || state() == LegState.GONE) {
            // the INVITE was forked behind us and another phone answered too, or one that was not to
            extras.end(response);
            return;
        }
        answeredAt = sip.nanos().getAsLong();
        if (invitation.target().quirks().adoptsCallId()) {
            sipCallId = response.getCallId().getCallId();
        }
        dialog(Dialog.calling(sipCallId, invite, response, OutInvite.contactUser(invitation.target()), peer));
        boolean closing = state() == LegState.CANCELLING;
        step(LegState.Input.SUCCESS);
        invites().expectConfirm(invite);
        if (closing) {
            invites().confirm(Optional.empty());
            bye(closing());
        } else {
            session().agreed(response);
            emit(new LegEvent.Answered(Messages.body(response)));
        }
    }

    private void onFailure(SIPResponse response) {
        if (asksAgain(response)) {
            return;
        }
        if (step(LegState.Input.FAILURE)) {
            Status status = Messages.reply(response).status();
            end(new Cause(Cause.By.PEER, status, Messages.headers(response, "Reason", "Retry-After", "Warning")));
        }
    }

    /** Sends the INVITE again as the peer wants it, where we can and the call is still wanted. */
    private boolean asksAgain(SIPResponse response) {
        if (state() != LegState.CALLING && state() != LegState.PROCEEDING) {
            return false;
        }
        Optional<OutRequest> again = Optional.empty();
        if (response.getStatusCode() == 422 && session().raises(response)) {
            again = Optional.of(invite.again());
            again.ifPresent(session()::propose);
        } else if (ChallengeAnswers.asks(response) && challenges.isPresent()) {
            again = challenges.get().again(invite, response);
        }
        again.ifPresent(this::send);
        return again.isPresent();
    }

    private void onTimeout() {
        step(LegState.Input.DONE);
        end(Cause.of(Cause.By.TIMER, 408));
    }

    @Override
    public void confirm(Optional<Body> answer) {
        if (invites().confirm(answer)) {
            step(LegState.Input.ACK);
        }
    }

    @Override
    public void hangup(Cause cause) {
        LegState before = state();
        switch (before) {
            case NEW -> step(LegState.Input.HANGUP);
            case CALLING, PROCEEDING -> {
                closing(cause);
                step(LegState.Input.HANGUP);
                if (before == LegState.PROCEEDING) {
                    cancel();
                } else {
                    cancelUnheard();
                }
            }
            case ANSWERED -> {
                // a 2xx must be acknowledged, wanted or not
                confirm(Optional.empty());
                step(LegState.Input.HANGUP);
                bye(cause);
            }
            case CONFIRMED -> {
                step(LegState.Input.HANGUP);
                bye(cause);
            }
            default -> {
                return;
            }
        }
        end(cause);
    }

    /** RFC 3261 section 9.1 wants a provisional answer first; there are networks where none comes and a CANCEL helps. */
    private void cancelUnheard() {
        long grace = invitation
                .target()
                .quirks()
                .cancelGrace()
                .map(Duration::toMillis)
                .orElseGet(() -> (long) sip.settings().get().cancelGrace());
        if (grace > 0) {
            giveUpAfter(grace, () -> {
                if (state() == LegState.CANCELLING && transaction != null) {
                    cancel();
                }
            });
        }
    }

    /** Sends the CANCEL, once; silence after it ends the leg. */
    private void cancel() {
        if (!cancelSent) {
            cancelSent = true;
            outbox().cancel(transaction, flow(), Messages.reasons(closing()));
            giveUpAfter(Sip.GIVE_UP, this::noFinalAnswer);
        }
    }

    private void noFinalAnswer() {
        if (state() == LegState.CANCELLING) {
            try {
                transaction.terminate();
            } catch (ObjectInUseException inUse) {
                log.debug("{}: the INVITE's transaction ends by itself", callId(), inUse);
            }
            step(LegState.Input.DONE);
        }
    }

    @Override
    void gone() {
        super.gone();
        boolean forksMayAnswer =
                dialog() == null || sip.nanos().getAsLong() - answeredAt < TimeUnit.MILLISECONDS.toNanos(Sip.GIVE_UP);
        if (transaction != null && forksMayAnswer) {
            sip.extras().put(localTag(), extras);
        }
    }
}
