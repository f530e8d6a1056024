// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransaction;
import javax.sip.SipListener;
import javax.sip.SipStack;
import javax.sip.TransactionState;
import javax.sip.message.Response;

/**
 * Gives a response that belongs to no transaction to the listener at once. The stack would look at every transaction there is first,
 * for the sake of peers older than RFC 3261, whose responses cannot belong to a request of ours: its branch always has the magic
 * cookie, and by that it is found. Under load every repeated 2xx is such a response, and the search makes an overload of a peak.
 *
 * <p>So goes a 2xx to an INVITE that was refused already, which the stack would drop: behind a fork one phone may refuse and another
 * answer, and that one is to be acknowledged and ended (RFC 3261 section 13.2.2.4).
 */
final class StrayResponses implements SIPMessageValve {
    private final SipStackImpl stack;

    StrayResponses(SipStackImpl stack) {
        this.stack = stack;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        return true;
    }

    /** @return whether the stack is to go on with it */
    @Override
    public boolean processResponse(Response message, MessageChannel channel) {
        SIPResponse response = (SIPResponse) message;
        SIPTransaction transaction = stack.findTransaction(response.getTransactionId(), false);
        if (transaction != null && !isSecondAnswer(response, transaction)) {
            return true;
        }
        ListeningPointImpl point = channel.getMessageProcessor().getListeningPoint();
        SipProviderImpl provider = point == null ? null : point.getProvider();
        SipListener listener = provider == null ? null : provider.getSipListener();
        if (listener != null) {
            listener.processResponse(new ResponseEventExt(provider, null, null, response));
        }
        return false;
    }

    private static boolean isSecondAnswer(SIPResponse response, SIPTransaction transaction) {
        int code = response.getStatusCode();
        return code >= 200
                && code < 300
                && transaction.getInternalState() == TransactionState._COMPLETED
                && response.getCSeq().getMethod().equals("INVITE");
    }

    @Override
    public void init(SipStack started) {
        // the stack is known already
    }

    @Override
    public void destroy() {
        // nothing is held
    }
}
