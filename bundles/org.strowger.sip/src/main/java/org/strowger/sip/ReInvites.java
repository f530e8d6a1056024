// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.header.ContactHeader;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * The INVITEs of one dialog after the first, and the ACKs of all (RFC 3261 section 14): one at a time in either direction. Confined
 * to the call's executor.
 */
final class ReInvites {
    private final NetworkLeg leg;
    /** An INVITE of ours that has no final answer yet. */
    private boolean asking;
    /** Our INVITE whose 2xx waits for an ACK. */
    private SIPRequest toConfirm;
    /** The last ACK sent, for a 2xx that comes again. */
    private SIPRequest lastAck;
    /** An INVITE of the peer that we have not answered. */
    private Incoming incoming;
    /** A 2xx of ours that waits for its ACK. */
    private AckWait ackWait;

    ReInvites(NetworkLeg leg) {
        this.leg = leg;
    }

    // ---- ours

    /** An INVITE of ours is about to be sent; false where another is under way, in either direction. */
    boolean begin() {
        if (asking || toConfirm != null || incoming != null || ackWait != null) {
            return false;
        }
        asking = true;
        return true;
    }

    void answered(SIPRequest invite, int code) {
        asking = false;
        if (code >= 200 && code < 300) {
            toConfirm = invite;
        }
    }

    /** A 2xx to an INVITE of ours waits for {@link #confirm}. */
    void expectConfirm(SIPRequest invite) {
        toConfirm = invite;
    }

    boolean confirm(Optional<Body> body) {
        if (toConfirm == null) {
            return false;
        }
        lastAck = leg.ack(toConfirm, body);
        leg.session().described(body);
        toConfirm = null;
        leg.outbox().ack(lastAck);
        return true;
    }

    /** A 2xx came that was seen before: its ACK was lost (section 13.2.2.4). */
    void repeated(SIPResponse response) {
        if (lastAck != null
                && lastAck.getCSeq().getSeqNumber() == response.getCSeq().getSeqNumber()) {
            leg.outbox().ack(lastAck);
        }
    }

    // ---- the peer's

    void onInvite(SIPRequest request, SIPServerTransaction transaction) {
        if (leg.ended()) {
            leg.respond(transaction, request, Status.of(481), List.of());
        } else if (asking || toConfirm != null) {
            leg.respond(transaction, request, Status.of(491), List.of());
        } else if (incoming != null || ackWait != null) {
            // section 14.2: one that is still unanswered
            int seconds = ThreadLocalRandom.current().nextInt(11);
            leg.respond(
                    transaction,
                    request,
                    Status.of(500),
                    List.of(new Header("Retry-After", Integer.toString(seconds))));
        } else {
            leg.respond(transaction, request, Status.TRYING, List.of());
            leg.dialog().refresh((ContactHeader) request.getHeader(ContactHeader.NAME));
            incoming = new Incoming(request, transaction);
            leg.emit(new LegEvent.Asked(incoming));
        }
    }

    /** A CANCEL came for a re-INVITE; one that is answered stays so (section 9.2). */
    void cancelled(SIPServerTransaction invite) {
        if (incoming != null && incoming.transaction == invite) {
            Incoming withdrawn = incoming;
            withdrawn.answer(SipReply.of(487));
            leg.mailbox().withdrawn(withdrawn);
        }
    }

    /** A BYE overtook a re-INVITE. */
    void terminated() {
        if (incoming != null) {
            incoming.answer(SipReply.of(487));
        }
    }

    /** Sends a 2xx to an INVITE and sees that it is acknowledged. */
    void accept(SIPServerTransaction transaction, SIPResponse response) {
        leg.send(transaction, response);
        ackWait = new AckWait(transaction, response.getCSeq().getSeqNumber(), leg.sip, leg::execute, this::notAcked);
    }

    /** Nobody acknowledged: the dialog is confirmed and the session is not; end it (section 13.3.1.4). */
    private void notAcked() {
        ackWait = null;
        Cause cause = Cause.of(Cause.By.TIMER, 408, new Header("Reason", "SIP;cause=408;text=\"ACK timeout\""));
        if (leg.state() == LegState.CONFIRMED) {
            leg.hangup(cause);
        } else if (leg.step(LegState.Input.DONE) && leg.state() == LegState.BYEING) {
            leg.bye(leg.closing() == null ? cause : leg.closing());
            leg.end(cause);
        }
    }

    /** Whether a 2xx of ours waits for its ACK. */
    boolean unacknowledged() {
        return ackWait != null;
    }

    /** The ACK of a 2xx came; false where none was waited for. */
    boolean acked(long cseq) {
        if (ackWait == null || ackWait.cseq() != cseq) {
            return false;
        }
        ackWait.stop();
        ackWait = null;
        return true;
    }

    /** The INVITE came again after our 2xx: the 2xx was lost. */
    void invitedAgain() {
        if (ackWait != null) {
            ackWait.resend();
        }
    }

    void stop() {
        if (ackWait != null) {
            ackWait.stop();
            ackWait = null;
        }
    }

    private final class Incoming implements PeerExchange {
        private final SIPRequest request;
        private final SIPServerTransaction transaction;
        private final Query query;

        Incoming(SIPRequest request, SIPServerTransaction transaction) {
            this.request = request;
            this.transaction = transaction;
            this.query = new Query("INVITE", Messages.passable(request), Messages.body(request));
        }

        @Override
        public Query query() {
            return query;
        }

        @Override
        public boolean over() {
            return incoming != this;
        }

        @Override
        public void answer(SipReply reply) {
            if (incoming != this || reply.status().provisional()) {
                return;
            }
            incoming = null;
            try {
                SIPResponse response = Messages.response(request, reply.status(), leg.localTag());
                Messages.add(response, reply.headers());
                Messages.setBody(response, reply.body());
                if (reply.status().success()) {
                    response.setHeader(leg.dialog().contact());
                    leg.session().accept(request, response);
                    leg.session().described(reply.body());
                    accept(transaction, response);
                } else {
                    leg.send(transaction, response);
                }
            } catch (ParseException unusable) {
                throw Messages.unusable(unusable);
            }
        }
    }
}
