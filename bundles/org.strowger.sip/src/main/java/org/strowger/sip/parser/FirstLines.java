// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** The line that a message begins with. */
final class FirstLines {
    private static final byte[] VERSION = Bytes.of("SIP/2.0");
    private static final int CODE_DIGITS = 3;

    private FirstLines() {}

    /** The message that such a line begins, with nothing but it; null where it is not plainly one. */
    static SIPMessage read(Line line) {
        if (line.past(VERSION)) {
            return response(line);
        }
        return request(line);
    }

    private static SIPMessage response(Line line) {
        if (!line.pastBlanks()) {
            return null;
        }
        int from = line.at();
        int code = line.number();
        if (line.at() - from != CODE_DIGITS || !line.pastBlanks() || !line.restIsText()) {
            return null;
        }
        StatusLine status = new StatusLine();
        status.setStatusCode(code);
        status.setReasonPhrase(line.restWord());
        SIPResponse response = new SIPResponse();
        response.setStatusLine(status);
        return response;
    }

    private static SIPMessage request(Line line) {
        int from = line.at();
        line.run(Chars.TOKEN);
        String method = line.oneOf(Words.METHODS, from);
        if (method == null || !line.pastBlanks()) {
            return null;
        }
        SipUri uri = UriReader.read(line);
        if (uri == null || !line.pastBlanks() || !line.past(VERSION) || !line.done()) {
            return null;
        }
        SIPRequest request = new SIPRequest();
        request.setRequestLine(new RequestLine(uri, method));
        return request;
    }
}
