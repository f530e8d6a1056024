// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Switchboard;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;

/**
 * What the stack tells us, on the stack's threads: finds whose message it is and hands it there. Nothing here waits, and nothing
 * thrown here reaches the stack.
 */
final class Dispatcher implements SipListener {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** Make sense only within a dialog (RFC 3261 section 12.2.2). */
    private static final Set<String> IN_DIALOG = Set.of("BYE", "UPDATE", "PRACK", "REFER");

    private static final Header RETRY_LATER = new Header("Retry-After", "5");

    private final Sip sip;
    private final Awaited<Switchboard> switchboard;
    private final RequestDesk desk;
    private final Executor pool;
    private final Congestion congestion;
    private final Ids ids;
    private final Supplier<StackSettings> settings;

    Dispatcher(
            Sip sip,
            Awaited<Switchboard> switchboard,
            RequestDesk desk,
            Executor pool,
            Congestion congestion,
            Ids ids,
            Supplier<StackSettings> settings) {
        this.sip = sip;
        this.switchboard = switchboard;
        this.desk = desk;
        this.pool = pool;
        this.congestion = congestion;
        this.ids = ids;
        this.settings = settings;
    }

    // ---- requests

    @Override
    public void processRequest(RequestEvent event) {
        SIPRequest request = (SIPRequest) event.getRequest();
        try {
            route(request, (SIPServerTransaction) event.getServerTransaction(), (SipProvider) event.getSource());
        } catch (TransactionAlreadyExistsException repeated) {
            log.trace("{} came again", request.getMethod());
        } catch (TransactionUnavailableException unusable) {
            // the stack misses a header that the method needs
            log.debug(
                    "{} of Call-ID {}: {}",
                    request.getMethod(),
                    request.getCallId().getCallId(),
                    unusable.getMessage());
            Stateless.refuse(request, (SipProvider) event.getSource(), new Status(400, "Bad Request"));
        } catch (RuntimeException fault) {
            log.error(
                    "{} of Call-ID {} failed",
                    request.getMethod(),
                    request.getCallId().getCallId(),
                    fault);
            refuse(request, Status.of(500));
        }
    }

    private void route(SIPRequest request, SIPServerTransaction known, SipProvider provider)
            throws TransactionAlreadyExistsException, TransactionUnavailableException {
        Optional<Port> port = sip.ports().of(provider);
        if (port.isEmpty()) {
            return;
        }
        String method = request.getMethod();
        String toTag = request.getTo().getTag();
        if (method.equals("ACK")) {
            leg(request, toTag).ifPresent(leg -> leg.execute(() -> leg.onAck(request)));
            return;
        }
        if (toTag == null && !method.equals("CANCEL") && congestion.refuses()) {
            // before there is a transaction: to refuse must cost little
            Stateless.refuse(request, provider, Status.of(503), RETRY_LATER);
            return;
        }
        SIPServerTransaction transaction =
                known != null ? known : (SIPServerTransaction) provider.getNewServerTransaction(request);
        if (method.equals("CANCEL")) {
            cancel(request, transaction);
        } else if (toTag != null) {
            Optional<NetworkLeg> leg = leg(request, toTag);
            if (leg.isPresent()) {
                leg.get().execute(() -> leg.get().onRequest(request, transaction));
            } else {
                RequestDesk.reply(request, transaction, SipReply.of(481));
            }
        } else {
            outOfDialog(request, transaction, port.get());
        }
    }

    private Optional<NetworkLeg> leg(SIPRequest request, String localTag) {
        return sip.legs().find(localTag).filter(leg -> leg.sipCallId()
                .equals(request.getCallId().getCallId()));
    }

    private void cancel(SIPRequest request, SIPServerTransaction transaction) {
        SIPServerTransaction invite = transaction.getCanceledInviteTransaction();
        if (invite == null) {
            RequestDesk.reply(request, transaction, SipReply.of(481));
            return;
        }
        List<Header> reasons = Messages.headers(request, "Reason");
        if (invite.getApplicationData() instanceof InLeg leg) {
            leg.cancelCame();
            // D10: the same To tag in both answers
            leg.respond(transaction, request, Status.OK, List.of());
            leg.execute(() -> leg.onCancel(reasons));
        } else {
            // a re-INVITE, or one that was refused already: RFC 3261 section 9.2
            RequestDesk.reply(request, transaction, SipReply.of(200));
            leg(request, request.getTo().getTag())
                    .ifPresent(leg -> leg.execute(() -> leg.invites().cancelled(invite)));
        }
    }

    private void outOfDialog(SIPRequest request, SIPServerTransaction transaction, Port port) {
        String method = request.getMethod();
        Optional<Header> unsupported = Messages.unsupported(request);
        if (port.use().retired()) {
            RequestDesk.reply(request, transaction, SipReply.of(503, RETRY_LATER));
        } else if (!method.equals("INVITE") && request.getHeader("Replaces") != null) {
            // RFC 3891 section 3
            RequestDesk.reply(request, transaction, SipReply.of(400));
        } else if (method.equals("OPTIONS")) {
            RequestDesk.reply(
                    request,
                    transaction,
                    SipReply.of(200, new Header("Allow", Messages.ALLOW), new Header("Accept", "application/sdp")));
        } else if (IN_DIALOG.contains(method)) {
            RequestDesk.reply(request, transaction, SipReply.of(481));
        } else if (!method.equals("INVITE") && !desk.knows(method)) {
            RequestDesk.reply(request, transaction, SipReply.of(405, new Header("Allow", Messages.ALLOW)));
        } else {
            RequestView view;
            Flow flow = flow(request, port);
            try {
                view = new RequestView(request, flow);
            } catch (IllegalArgumentException unusable) {
                RequestDesk.reply(request, transaction, SipReply.of(416));
                return;
            }
            if (!method.equals("INVITE")) {
                desk.take(request, transaction, view);
            } else if (view.maxForwards() == 0) {
                RequestDesk.reply(request, transaction, SipReply.of(483));
            } else if (unsupported.isPresent()) {
                RequestDesk.reply(request, transaction, SipReply.of(420, unsupported.get()));
            } else {
                invite(request, transaction, port, view);
            }
        }
    }

    private void invite(SIPRequest request, SIPServerTransaction transaction, Port port, RequestView view) {
        Optional<Header> least = SessionTimer.tooSmall(request, settings.get());
        if (least.isPresent()) {
            RequestDesk.reply(request, transaction, SipReply.of(422, least.get()));
            return;
        }
        String callId = ids.call();
        SerialExecutor executor = new SerialExecutor(callId, pool);
        InLeg leg =
                new InLeg(sip, callId, executor, request, transaction, port, view.flow(), natted(request, view.flow()));
        Optional<InLeg> other = sip.legs().addUnlessMerged(leg.identity(), leg);
        if (other.isPresent()) {
            merged(request, transaction, other.get());
            return;
        }
        transaction.setApplicationData(leg);
        Offer offer = new Offer(callId, view, leg, executor, Optional.empty(), false);
        switchboard.use(
                board -> offer(board, offer),
                () -> executor.execute(() -> leg.hangup(Cause.of(Cause.By.FAULT, 503, RETRY_LATER))),
                settings.get().patience());
    }

    private static void offer(Switchboard board, Offer offer) {
        try {
            board.offer(offer);
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: the engine did not take the call", offer.callId(), fault);
            offer.executor().execute(() -> offer.leg().hangup(Cause.of(Cause.By.FAULT, 500)));
        }
    }

    /** The same INVITE by another way, or one so late that its transaction is forgotten (RFC 3261 section 8.2.2.2). */
    private static void merged(SIPRequest request, SIPServerTransaction transaction, InLeg first) {
        if (first.isBranchOf(request)) {
            first.execute(() -> first.invites().invitedAgain());
        } else {
            RequestDesk.reply(request, transaction, SipReply.of(482));
        }
    }

    /** Where a request came from: what a NAT shows, not what its Via says. What we sent to ourselves never was a packet. */
    private static Flow flow(SIPRequest request, Port port) {
        InetAddress source = request.getPeerPacketSourceAddress();
        return source == null
                ? new Flow(
                        port.transport(),
                        port.boundTowards(port.v6() ? "::1" : "127.0.0.1"),
                        port.portNumber(),
                        port.name())
                : new Flow(port.transport(), Hops.text(source), request.getPeerPacketSourcePort(), port.name());
    }

    /** Whether the phone itself, not a proxy, sent this from another address than it knows of. */
    private static boolean natted(SIPRequest request, Flow flow) {
        if (request.getViaHeaders().size() > 1) {
            return false;
        }
        Via via = request.getTopmostVia();
        String host = SipUri.of("", via.getHost(), 0).address();
        int port = via.getPort() < 0 ? 5060 : via.getPort();
        // a connection's source port is never the one that its Via names
        // and a peer that does not say rport may send from another port than it hears at (RFC 3581)
        boolean portMoved = !flow.transport().reliable() && via.hasParameter(Via.RPORT) && port != flow.port();
        return Hops.isNumeric(host) && (!Hops.address(host).equals(Hops.address(flow.host())) || portMoved);
    }

    private static void refuse(SIPRequest request, Status status) {
        if (request.getTransaction() instanceof SIPServerTransaction transaction) {
            try {
                RequestDesk.reply(request, transaction, SipReply.of(status.code()));
            } catch (RuntimeException alsoFailed) {
                log.debug("no answer could be sent", alsoFailed);
            }
        }
    }

    // ---- responses, and their absence

    @Override
    public void processResponse(ResponseEvent event) {
        SIPResponse response = (SIPResponse) event.getResponse();
        try {
            ClientTransaction transaction = event.getClientTransaction();
            if (transaction != null && transaction.getApplicationData() instanceof ClientHandler handler) {
                handler.responded(response);
            } else if (response.getCSeq().getMethod().equals("INVITE")) {
                stray(response);
            }
        } catch (RuntimeException fault) {
            log.error(
                    "{} of Call-ID {} failed",
                    response.getStatusCode(),
                    response.getCallId().getCallId(),
                    fault);
        }
    }

    /** A 2xx that came again or was forked: its transaction ended with the first (RFC 3261 section 13.2.2.4). */
    private void stray(SIPResponse response) {
        String tag = response.getFrom().getTag();
        Optional<NetworkLeg> leg = sip.legs().find(tag).filter(found -> found.sipCallId()
                .equals(response.getCallId().getCallId()));
        if (leg.isPresent()) {
            leg.get().execute(() -> leg.get().onStrayResponse(response));
        } else if (tag != null) {
            sip.extras().find(tag).ifPresent(extras -> extras.came(response));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()
                && event.getClientTransaction().getApplicationData() instanceof ClientHandler handler) {
            handler.timedOut();
        }
        // a server transaction's timeout is an error answer that nobody acknowledged: the leg has ended already
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        log.debug("no connection to {}:{} by {}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        if (!event.isServerTransaction()) {
            event.getClientTransaction().setApplicationData(null);
        } else {
            event.getServerTransaction().setApplicationData(null);
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // dialogs are ours: the stack has none
    }
}
