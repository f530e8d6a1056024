// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every message as it is on the wire, on a logger of its own at trace level, with credentials struck out. */
public final class WireLog implements ServerLogger {
    private static final Logger log = LoggerFactory.getLogger("org.strowger.sip.wire");

    /** Whether anybody listens. */
    static boolean listening() {
        return log.isTraceEnabled();
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        if (log.isTraceEnabled()) {
            log.trace("{} {} -> {}\n{}", sender ? "sent" : "received", from, to, redacted(message.toString()));
        }
    }

    /** Strikes out what would let a reader forge or guess: the digest's response. */
    static String redacted(String message) {
        int at = message.indexOf("response=\"");
        StringBuilder out = null;
        int copied = 0;
        while (at >= 0) {
            int start = at + "response=\"".length();
            int end = message.indexOf('"', start);
            if (end < 0) {
                break;
            }
            out = out == null ? new StringBuilder(message.length()) : out;
            out.append(message, copied, start).append("...");
            copied = end;
            at = message.indexOf("response=\"", end);
        }
        return out == null
                ? message
                : out.append(message, copied, message.length()).toString();
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void logException(Exception cause) {
        log.debug("the stack reports", cause);
    }

    @Override
    public void closeLogFile() {
        // there is no file of its own
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing to take from them
    }

    @Override
    public void setSipStack(SipStack stack) {
        // not needed
    }
}
