// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Properties;
import java.util.Set;

/** How the JAIN-SIP RI is set up. Each property that is not the stack's default says why. */
final class StackProperties {
    private StackProperties() {}

    static Properties of(int threads, int maxMessageBytes, Set<StockPart> stock) {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "strowger");
        // dialogs are ours (see Dialog): the stack keeps transactions, and drops no request on its own account
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        p.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        p.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        // every request carries the hop that we chose for it
        p.setProperty("javax.sip.ROUTER_PATH", HopRouter.class.getName());
        p.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        p.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", WireLog.class.getName());
        // the listener only enqueues, so it may run on the reading threads; the default starts a thread for every
        // datagram
        p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", Integer.toString(threads));
        // the length of the buffer of every parsing thread
        p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(maxMessageBytes));
        // room for a pause of the collector at 1000 calls/s, and not for much more: what waits for T1 comes twice
        p.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", "2097152");
        p.setProperty("gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", "4194304");
        // nothing waits in the stack: there is nothing to be looked through for what has waited too long
        p.setProperty("gov.nist.javax.sip.CONGESTION_CONTROL_TIMEOUT", "0");
        p.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", Processors.class.getName());
        p.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", Parsers.class.getName());
        // a connection belongs to its peer's registration and dialogs: closing it is the peer's business (RFC 5626)
        p.setProperty("gov.nist.javax.sip.CACHE_SERVER_CONNECTIONS", "true");
        p.setProperty("gov.nist.javax.sip.CACHE_CLIENT_CONNECTIONS", "true");
        // milliseconds; the stack tries twice
        p.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", "2000");
        // what a transaction holds is let go when it completes, not when it is removed
        p.setProperty("gov.nist.javax.sip.RELEASE_REFERENCES_STRATEGY", "Normal");
        if (!stock.contains(StockPart.TIMER)) {
            p.setProperty("gov.nist.javax.sip.TIMER_CLASS_NAME", WheelTimer.class.getName());
        }
        p.setProperty("gov.nist.javax.sip.THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        return p;
    }
}
