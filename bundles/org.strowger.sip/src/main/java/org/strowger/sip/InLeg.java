// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

/** Leg a: somebody called us. */
final class InLeg extends NetworkLeg {
    private final SIPRequest invite;
    private final SIPServerTransaction transaction;
    private final Flow flow;
    private final String identity;
    /** A CANCEL came, though the call may not have heard of it yet. */
    private volatile boolean cancelled;

    /** @param natted whether the caller's Via does not say where its packets come from */
    InLeg(
            Sip sip,
            String callId,
            Executor executor,
            SIPRequest invite,
            SIPServerTransaction transaction,
            Port port,
            Flow flow,
            boolean natted) {
        super(sip, callId, executor, addresses(port, flow), LegState.PROCEEDING);
        this.invite = invite;
        this.transaction = transaction;
        this.flow = flow;
        this.identity = identity(invite);
        String dialled = invite.getRequestURI() instanceof javax.sip.address.SipURI uri && uri.getUser() != null
                ? uri.getUser()
                : "";
        dialog(Dialog.answering(invite, localTag(), dialled, new Dialog.Peer(sip.ports(), port, flow, natted)));
    }

    static LegAddresses addresses(Port port, Flow flow) {
        return new LegAddresses(flow.host(), port.boundTowards(flow.host()), port.advertisedTo(flow.host()));
    }

    /** What makes two INVITEs one call (RFC 3261 section 8.2.2.2). */
    static String identity(SIPRequest invite) {
        return invite.getCallId().getCallId()
                + '|'
                + invite.getFrom().getTag()
                + '|'
                + invite.getCSeq().getSeqNumber();
    }

    String identity() {
        return identity;
    }

    /** Whether a request is this leg's INVITE once more, and not one that came by another way. */
    boolean isBranchOf(SIPRequest request) {
        String branch = invite.getTopmostVia().getBranch();
        return branch != null && branch.equals(request.getTopmostVia().getBranch());
    }

    @Override
    public Side side() {
        return Side.A;
    }

    @Override
    String sipCallId() {
        return invite.getCallId().getCallId();
    }

    @Override
    Flow flow() {
        return flow;
    }

    @Override
    Port port() {
        return dialog().port();
    }

    @Override
    String party() {
        return invite.getFrom().getAddress().getURI().toString();
    }

    @Override
    public void start(Optional<Body> offer) {
        throw new IllegalStateException("start is for side B");
    }

    @Override
    public void confirm(Optional<Body> answer) {
        if (state() == LegState.CONFIRMED) {
            invites().confirm(answer);
        }
    }

    @Override
    public void progress(Status status, Optional<Body> body) {
        if (state() != LegState.PROCEEDING) {
            return;
        }
        if (!status.provisional()) {
            throw new IllegalArgumentException(status + " is not provisional");
        }
        try {
            session().described(body);
            send(transaction, response(status, List.of(), body));
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
    }

    @Override
    public void answer(Optional<Body> body) {
        if (cancelled) {
            // who gave up is never answered: what waits in the queue is heard now
            onCancel(List.of());
            return;
        }
        if (!step(LegState.Input.SUCCESS)) {
            return;
        }
        try {
            SIPResponse success = response(Status.OK, List.of(new Header("Allow", Messages.ALLOW)), body);
            session().accept(invite, success);
            session().described(body);
            invites().accept(transaction, success);
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
    }

    private SIPResponse response(Status status, List<Header> headers, Optional<Body> body) throws ParseException {
        SIPResponse response = Messages.response(invite, status, localTag());
        if (status.code() > 100 && status.code() < 300) {
            response.setHeader(dialog().contact());
        }
        Messages.addUsable(response, headers);
        Messages.setBody(response, body);
        return response;
    }

    @Override
    public void hangup(Cause cause) {
        switch (state()) {
            case PROCEEDING -> refuse(cause.status().failure() ? cause.status() : Status.of(480), cause);
            case ANSWERED -> {
                closing(cause);
                step(LegState.Input.HANGUP);
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

    private void refuse(Status status, Cause cause) {
        try {
            SIPResponse response = response(status, cause.headers(), Optional.empty());
            if (Stateless.suits(transaction, response)) {
                Stateless.answer(transaction, response);
            } else {
                send(transaction, response);
            }
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
        step(LegState.Input.FAILURE);
    }

    /** A CANCEL has come, and {@link #onCancel} waits for its turn. Any thread. */
    void cancelCame() {
        cancelled = true;
    }

    /** The caller gave up: 487 to the INVITE, unless it is answered; the CANCEL has had its own 200 (RFC 3261 section 9.2). */
    void onCancel(List<Header> reasons) {
        if (state() == LegState.PROCEEDING) {
            Cause cause = new Cause(Cause.By.PEER, Status.of(487), reasons);
            refuse(cause.status(), Cause.of(Cause.By.PEER, 487));
            end(cause);
        }
    }

    @Override
    void byeCame() {
        if (state() == LegState.PROCEEDING) {
            respond(transaction, invite, Status.of(487), List.of());
        }
        super.byeCame();
    }

    @Override
    void gone() {
        super.gone();
        sip.legs().removeInvite(identity, this);
    }
}
