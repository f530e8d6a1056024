// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.CallIdentifier;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.SIPHeader;
import java.text.ParseException;

/** Call-ID and Content-Type. */
final class TextHeaders {
    private TextHeaders() {}

    static SIPHeader callId(Line line) {
        if (line.done() || !line.restIsText()) {
            return null;
        }
        int from = line.at();
        line.upTo('@', '@');
        String local = line.textFrom(from);
        CallID header = Blanks.copy(Blanks.CALL_ID);
        header.setCallIdentifier(new CallIdentifier(local, line.past('@') ? line.rest() : null));
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
