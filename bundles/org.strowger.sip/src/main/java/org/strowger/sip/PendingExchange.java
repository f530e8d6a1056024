// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import org.strowger.api.call.Query;
import org.strowger.api.sip.SipReply;

/** A request of the peer within the dialog, other than a re-INVITE, until it is answered. */
final class PendingExchange implements PeerExchange {
    private final NetworkLeg leg;
    private final SIPRequest request;
    private final SIPServerTransaction transaction;
    private final Query query;
    private boolean answered;

    PendingExchange(NetworkLeg leg, SIPRequest request, SIPServerTransaction transaction) {
        this.leg = leg;
        this.request = request;
        this.transaction = transaction;
        this.query = new Query(request.getMethod(), Messages.passable(request), Messages.body(request));
    }

    @Override
    public Query query() {
        return query;
    }

    @Override
    public boolean over() {
        return answered;
    }

    @Override
    public void answer(SipReply reply) {
        if (answered || reply.status().provisional()) {
            return;
        }
        answered = true;
        try {
            SIPResponse response = Messages.response(request, reply.status(), leg.localTag());
            if (reply.status().success() && request.getMethod().equals("UPDATE")) {
                response.setHeader(leg.dialog().contact());
                leg.session().accept(request, response);
                leg.session().described(reply.body());
            } else if (reply.status().success() && request.getMethod().equals("REFER")) {
                response.setHeader(leg.dialog().contact());
            }
            Messages.add(response, reply.headers());
            Messages.setBody(response, reply.body());
            leg.send(transaction, response);
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
    }
}
