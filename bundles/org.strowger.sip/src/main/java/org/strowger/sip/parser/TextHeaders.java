// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.SIPHeader;
import java.text.ParseException;

/** Call-ID and Content-Type. */
final class TextHeaders {
    private TextHeaders() {}

    static SIPHeader callId(Line line) throws ParseException {
        if (line.done() || !line.restIs(Chars.TEXT)) {
            return null;
        }
        CallID header = Blanks.copy(Blanks.CALL_ID);
        header.setCallId(line.rest());
        return header;
    }

    static SIPHeader contentType(Line line) throws ParseException {
        String type = line.token();
        if (type == null || !line.past('/')) {
            return null;
        }
        String subtype = line.token();
        if (subtype == null) {
            return null;
        }
        ContentType header = Blanks.copyWithParameters(Blanks.CONTENT_TYPE);
        header.setContentType(type);
        header.setContentSubType(subtype);
        return ParameterReader.into(header, line) && line.done() ? header : null;
    }
}
