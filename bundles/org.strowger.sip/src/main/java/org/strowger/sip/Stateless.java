// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.List;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

/**
 * Answers that leave nothing behind. A challenge is sent so, for whoever floods us with requests must not fill our tables (RFC 3261
 * sections 8.2.7 and 26.3.2.4): it is not repeated, its ACK is ignored, and a request that comes again is challenged again.
 */
final class Stateless {
    private static final Logger log = LoggerFactory.getLogger(Stateless.class);

    private Stateless() {}

    /** Whether an answer may be sent so: a challenge, on a transport that loses messages and so makes the client repeat itself. */
    static boolean suits(SIPServerTransaction transaction, SIPResponse response) {
        return response.getStatusCode() == 401
                && !transaction.isReliable()
                // a client that has seen a 100, the stack's own after 200 ms too, waits for an answer that is repeated
                && transaction.getInternalState() == TransactionState._TRYING;
    }

    /** Sends an answer and forgets the transaction, which has sent nothing so far. */
    static void answer(SIPServerTransaction transaction, SIPResponse response) {
        try {
            transaction.getSipProvider().sendResponse(response);
            transaction.terminate();
        } catch (ObjectInUseException inUse) {
            log.debug("the transaction ends by itself", inUse);
        } catch (SipException unsent) {
            log.debug("{} not sent: {}", response.getStatusCode(), Outbox.reason(unsent));
        }
    }

    /** Refuses a request that cannot have a transaction, or shall have none. */
    static void refuse(SIPRequest request, SipProvider provider, Status status, Header... headers) {
        try {
            SIPResponse response = Messages.response(request, status, Ids.random());
            Messages.add(response, List.of(headers));
            provider.sendResponse(response);
        } catch (SipException | ParseException unsent) {
            log.debug("{} not sent: {}", status, Outbox.reason(unsent));
        }
    }
}
