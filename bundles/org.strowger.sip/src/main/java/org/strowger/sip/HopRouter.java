// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.MessageExt;
import java.util.Collections;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/**
 * Tells the stack where a request goes: where we have decided, which we write on the request itself. The stack makes it by
 * reflection, from its property {@code javax.sip.ROUTER_PATH}.
 */
public final class HopRouter implements Router {
    /** The constructor that the stack looks for; it needs neither argument. */
    public HopRouter(SipStack stack, String outboundProxy) {}

    /** Sends a request this way, whatever its URI and Route headers say. */
    static void direct(Request request, Way way) {
        ((MessageExt) request).setApplicationData(way);
    }

    /** The way that a request of ours was given. */
    static Way way(Request request) {
        return (Way) ((MessageExt) request).getApplicationData();
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        if (((MessageExt) request).getApplicationData() instanceof Way way) {
            return way.hop();
        }
        throw new SipException("no hop was chosen for " + request.getMethod() + " " + request.getRequestURI());
    }

    @Override
    public Hop getOutboundProxy() {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ListIterator getNextHops(Request request) {
        return Collections.emptyListIterator();
    }
}
