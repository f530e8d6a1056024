// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.address.URI;

/**
 * A request that we write. The headers that every request has are put in their places at once, where the stack would look each time
 * whether there is another to be replaced, and the id by which the stack finds its transaction, several times, is made once.
 */
final class OutRequest extends SIPRequest {
    private static final long serialVersionUID = 1;

    private static final int MAX_FORWARDS = 70;

    private String transactionId;

    OutRequest(String method, URI uri, Via via, int maxForwards) throws InvalidArgumentException {
        setMethod(method);
        setRequestURI(uri);
        ViaList vias = new ViaList();
        vias.add(via);
        put(vias);
        maxForwardsHeader = new MaxForwards(maxForwards);
        put(maxForwardsHeader);
        identified(via);
    }

    OutRequest(String method, URI uri, Via via) throws InvalidArgumentException {
        this(method, uri, via, MAX_FORWARDS);
    }

    private void put(SIPHeader header) {
        headerTable.put(SIPHeaderNamesCache.toLowerCase(header.getName()), header);
        headers.add(header);
    }

    /** Puts in what makes a transaction. */
    void identify(From from, To to, CallID callId, CSeq cseq) {
        fromHeader = from;
        put(from);
        toHeader = to;
        put(to);
        callIdHeader = callId;
        put(callId);
        cSeqHeader = cseq;
        put(cseq);
    }

    void put(Contact contact) {
        ContactList contacts = new ContactList();
        contacts.add(contact);
        put((SIPHeader) contacts);
    }

    /** The same once more by the same way, to be a transaction of its own: with the next CSeq and another branch. */
    OutRequest again() {
        OutRequest again = (OutRequest) clone();
        try {
            again.getCSeq().setSeqNumber(getCSeq().getSeqNumber() + 1);
        } catch (InvalidArgumentException bug) {
            throw Messages.unusable(bug);
        }
        Via via = again.getTopmostVia();
        via.getParameters().set("branch", Ids.branch());
        again.identified(via);
        HopRouter.direct(again, HopRouter.way(this));
        return again;
    }

    private void identified(Via via) {
        // RFC 3261 section 17.1.3: a CANCEL is made from its INVITE, and not here
        transactionId = via.getBranch().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getTransactionId() {
        return transactionId;
    }
}
