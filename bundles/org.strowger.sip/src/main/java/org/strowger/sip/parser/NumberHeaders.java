// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.SIPHeader;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;

/** The headers that begin with a number. */
final class NumberHeaders {
    private NumberHeaders() {}

    static SIPHeader cseq(Line line) throws ParseException, InvalidArgumentException {
        int number = line.number();
        if (number < 0 || !line.pastBlanks()) {
            return null;
        }
        int from = line.at();
        line.run(Chars.TOKEN);
        String method = line.oneOf(Words.METHODS, from);
        if (method == null || !line.done()) {
            return null;
        }
        CSeq header = Blanks.copy(Blanks.CSEQ);
        header.setSeqNumber(number);
        header.setMethod(method);
        return header;
    }

    static SIPHeader maxForwards(Line line) throws InvalidArgumentException {
        int number = whole(line);
        if (number < 0) {
            return null;
        }
        MaxForwards header = Blanks.copy(Blanks.MAX_FORWARDS);
        header.setMaxForwards(number);
        return header;
    }

    static SIPHeader contentLength(Line line) throws InvalidArgumentException {
        int number = whole(line);
        if (number < 0) {
            return null;
        }
        ContentLength header = Blanks.copy(Blanks.CONTENT_LENGTH);
        header.setContentLength(number);
        return header;
    }

    static SIPHeader expires(Line line) throws InvalidArgumentException {
        int number = whole(line);
        if (number < 0) {
            return null;
        }
        Expires header = Blanks.copy(Blanks.EXPIRES);
        header.setExpires(number);
        return header;
    }

    private static int whole(Line line) {
        int number = line.number();
        return line.done() ? number : -1;
    }
}
