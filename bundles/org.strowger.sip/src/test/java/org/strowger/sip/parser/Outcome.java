// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.strowger.sip.StackLog;

/**
 * What a parser makes of some bytes.
 *
 * @param message the message; null where there is none
 * @param thrown what was thrown instead; empty where nothing was
 * @param heard what the listener was told, in order
 */
record Outcome(SIPMessage message, String thrown, List<String> heard) {
    /** Who hears of what cannot be read. */
    enum Hearing {
        NOBODY,
        /** Takes it down, and the parser goes on. */
        PATIENT,
        /** Throws, as the stack's own listener does for headers that a message must have. */
        STRICT
    }

    static {
        // else the stack looks for log4j, which a test has not got
        CommonLogger.useLegacyLogger = true;
        CommonLogger.legacyLogger = new StackLog();
    }

    /** The stack's own parser, but that it comes to an end: see QuickParser. */
    private static final MessageParser STOCK = new QuickParser(() -> false);

    private static final MessageParser QUICK = new QuickParser(() -> true);

    /** How the two parsers differ on these bytes; null where they do not. */
    static String difference(byte[] bytes, boolean readBody, Hearing hearing) {
        Outcome stock = of(STOCK, bytes, readBody, hearing);
        Outcome quick = of(QUICK, bytes, readBody, hearing);
        if (!stock.thrown.equals(quick.thrown)) {
            return "thrown: " + stock.thrown + " / " + quick.thrown;
        }
        if (!stock.heard.equals(quick.heard)) {
            return "heard: " + stock.heard + " / " + quick.heard;
        }
        String encoded = encoded(stock.message);
        String difference = Difference.between(stock.message, quick.message);
        if (difference == null && !encoded.equals(encoded(quick.message))) {
            difference = "written: " + encoded + " / " + encoded(quick.message);
        }
        return difference;
    }

    private static Outcome of(MessageParser parser, byte[] bytes, boolean readBody, Hearing hearing) {
        List<String> heard = new ArrayList<>();
        try {
            return new Outcome(
                    parser.parseSIPMessage(bytes.clone(), readBody, false, listener(hearing, heard)), "", heard);
        } catch (ParseException | RuntimeException thrown) {
            return new Outcome(null, said(thrown), heard);
        }
    }

    private static ParseExceptionListener listener(Hearing hearing, List<String> heard) {
        if (hearing == Hearing.NOBODY) {
            return null;
        }
        return (exception, message, type, header, text) -> {
            heard.add(said(exception) + '|' + encoded(message) + '|' + type + '|' + header + '|' + text);
            if (hearing == Hearing.STRICT) {
                throw exception;
            }
        };
    }

    /** Without the addresses of objects, which the stack's words for an exception have in them. */
    private static String said(Exception exception) {
        return (exception + (exception instanceof ParseException parse ? " at " + parse.getErrorOffset() : ""))
                .replaceAll("\\[C@[0-9a-f]+", "[C@");
    }

    private static String encoded(SIPMessage message) {
        try {
            return message == null ? "" : message.encode();
        } catch (RuntimeException notToBeWritten) {
            return said(notToBeWritten);
        }
    }
}
