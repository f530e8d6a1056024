// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.ReleaseReferencesStrategy;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import java.util.List;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;

/** A leg's way to the network: what it sends, in order for each peer. Confined to the call's executor. */
final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final String callId;
    private final Lanes connector;

    /** @param connector the threads that may wait for a connection to open, by peer */
    Outbox(String callId, Lanes connector) {
        this.callId = callId;
        this.connector = connector;
    }

    /** Sends a request in a client transaction of its own; what cannot be sent is as if it had timed out. */
    void dispatch(SIPRequest request, Flow flow, ClientHandler handler) {
        Way way = HopRouter.way(request);
        sending(way, () -> {
            try {
                way.open();
                ClientTransaction transaction = way.port().provider().getNewClientTransaction(request);
                transaction.setApplicationData(handler);
                handler.sending(transaction);
                send(transaction);
            } catch (SipException unsent) {
                log.warn("{}: {} to {} not sent: {}", callId, request.getMethod(), flow, reason(unsent));
                handler.timedOut();
            }
        });
    }

    /** Sends a request of which nothing is kept for later: left to itself the stack writes it out when it is answered, and parses that again. */
    static void send(ClientTransaction transaction) throws SipException {
        ((SIPClientTransaction) transaction).setReleaseReferencesStrategy(ReleaseReferencesStrategy.Aggressive);
        transaction.sendRequest();
    }

    /**
     * Sends here and now by UDP; by TCP on another thread, for opening a connection can take seconds. What goes to one peer
     * waits for one thread, so that a peer that does not answer keeps only its own waiting.
     */
    void sending(Way way, Runnable send) {
        if (way.port().transport().reliable()) {
            connector.of(way.hop().getHost() + ':' + way.hop().getPort()).execute(send);
        } else {
            send.run();
        }
    }

    /** Sends an ACK, which is no transaction and has no answer. */
    void ack(SIPRequest ack) {
        Way way = HopRouter.way(ack);
        sending(way, () -> {
            try {
                way.open();
                way.port().provider().sendRequest(ack);
            } catch (SipException unsent) {
                // the peer repeats its 2xx, and the ACK goes again
                log.debug("{}: ACK not sent: {}", callId, reason(unsent));
            }
        });
    }

    /** Sends the CANCEL of an INVITE, which must not go before a provisional answer came (RFC 3261 section 9.1). */
    void cancel(ClientTransaction invite, Flow flow, List<Header> reasons) {
        try {
            SIPRequest cancel = (SIPRequest) invite.createCancel();
            Messages.addUsable(cancel, reasons);
            HopRouter.direct(cancel, HopRouter.way((SIPRequest) invite.getRequest()));
            dispatch(cancel, flow, new ClientHandler() {
                @Override
                public void responded(SIPResponse response) {
                    log.debug("{}: CANCEL answered {}", callId, response.getStatusCode());
                }

                @Override
                public void timedOut() {
                    log.debug("{}: CANCEL not answered", callId);
                }
            });
        } catch (SipException unsent) {
            log.warn("{}: CANCEL not sent to {}: {}", callId, flow, reason(unsent));
        }
    }

    static String reason(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
