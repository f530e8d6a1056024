// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.Lexer;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import javax.sip.InvalidArgumentException;

/**
 * The stack's parser, with a shorter way for lines of a usual form: they are read from the bytes. Every other line, and so everything
 * odd, rare or wrong, goes to the stack's own parser of that line. What comes out is the same, object by object. Thread-safe, without
 * any state.
 */
public final class QuickParser extends StringMsgParser {
    private final BooleanSupplier quick;

    /**
     * @param quick whether the shorter way is to be taken, asked before each message; else all is as in the stack
     */
    public QuickParser(BooleanSupplier quick) {
        this.quick = quick;
    }

    @Override
    public SIPMessage parseSIPMessage(byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener exceptions)
            throws ParseException {
        if (bytes == null || strict || !quick.getAsBoolean()) {
            return super.parseSIPMessage(bytes, readBody, strict, exceptions);
        }
        int begin = 0;
        // as in the stack, where a byte above 127 is negative, and so a control character
        while (begin < bytes.length && bytes[begin] < ' ') {
            begin++;
        }
        return begin == bytes.length ? null : new Reading(bytes, exceptions).message(begin, readBody);
    }

    /**
     * {@inheritDoc} With a blank where the stack's own parser would not come to an end, but take all memory: behind a backslash that ends
     * a Via, and so perhaps a comment in it, it looks for that comment's end beyond the line.
     */
    @Override
    protected void processHeader(String header, SIPMessage to, ParseExceptionListener exceptions, byte[] bytes)
            throws ParseException {
        super.processHeader(endsInBackslash(header) ? header + ' ' : header, to, exceptions, bytes);
    }

    private static boolean endsInBackslash(String header) {
        if (!header.endsWith("\\")) {
            return false;
        }
        String name = Lexer.getHeaderName(header);
        return "Via".equalsIgnoreCase(name) || "v".equalsIgnoreCase(name);
    }

    /** One message, line by line. A header is complete when the next line is none that continues it. */
    private final class Reading {
        private final byte[] bytes;
        private final ParseExceptionListener exceptions;
        private final Line line;
        private SIPMessage message;

        /** The header that may go on in the next line: from and to, or its text once it has gone on. */
        private int from = -1;

        private int to;
        private String folded;

        Reading(byte[] bytes, ParseExceptionListener exceptions) {
            this.bytes = bytes;
            this.exceptions = exceptions;
            this.line = new Line(bytes);
        }

        SIPMessage message(int begin, boolean readBody) throws ParseException {
            int at = begin;
            for (boolean more = true; more; ) {
                int start = at;
                at = Bytes.endOfLine(bytes, at);
                if (at == bytes.length) {
                    // not a line; the header before it is lost, too
                    break;
                }
                more = line(start, trimmed(start, at));
                if (bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n') {
                    at++;
                }
                at++;
            }
            if (message == null) {
                throw new ParseException("Bad message", 0);
            }
            message.setSize(at);
            if (readBody) {
                body(at);
            }
            return message;
        }

        /** Takes a line in; false for the empty one that ends the headers. */
        private boolean line(int start, int end) throws ParseException {
            if (start == end) {
                header();
                return false;
            }
            if (message == null) {
                first(start, end);
            } else if (bytes[start] == ' ' || bytes[start] == '\t') {
                if (from < 0) {
                    throw new ParseException("Bad header continuation.", 0);
                }
                folded = (folded == null ? text(from, to) : folded)
                        + text(start, end).substring(1);
            } else {
                header();
                from = start;
                to = end;
            }
            return true;
        }

        private void first(int start, int end) throws ParseException {
            message = FirstLines.read(line.of(start, end));
            if (message == null) {
                message = processFirstLine(text(start, end), exceptions, bytes);
            }
        }

        private void header() throws ParseException {
            if (folded != null) {
                processHeader(folded, message, exceptions, bytes);
                folded = null;
            } else if (from >= 0) {
                SIPHeader header = plain();
                if (header != null) {
                    message.attachHeader(header, false);
                } else {
                    processHeader(text(from, to), message, exceptions, bytes);
                }
            }
        }

        /** The header, if it is plainly of a usual form; else null. */
        private SIPHeader plain() {
            try {
                return HeaderReaders.read(line.of(from, to));
            } catch (ParseException | InvalidArgumentException refused) {
                // the stack's own parser says the same in its own words
                return null;
            }
        }

        private void body(int at) throws ParseException {
            if (message.getContentLength() == null) {
                return;
            }
            int length = message.getContentLength().getContentLength();
            if (length != 0) {
                byte[] body = Arrays.copyOfRange(bytes, at, bytes.length);
                message.setMessageContent(body, true, computeContentLengthFromMessage, length);
            }
        }

        /** Where a line ends without the blanks and control characters at its end. */
        private int trimmed(int start, int end) {
            int last = end;
            while (last > start && bytes[last - 1] >= 0 && bytes[last - 1] <= ' ') {
                last--;
            }
            return last;
        }

        private String text(int start, int end) {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
    }
}
