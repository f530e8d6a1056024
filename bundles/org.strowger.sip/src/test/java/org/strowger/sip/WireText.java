// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Messages as they come from the wire, through the stack's own parser. */
final class Wire {
    private Wire() {}

    /** A request of these header lines, after Via, From, To, Call-ID and CSeq of one that 192.0.2.7 sent. */
    static SIPRequest request(String method, String uri, String... lines) {
        return (SIPRequest) parsed(
                method + " " + uri + " SIP/2.0",
                method,
                "From: \"Alice\" <sip:1001@pbx.example>;tag=a1",
                "To: <sip:1002@pbx.example>",
                lines);
    }

    /** A request of these header lines, From and To among them. */
    static SIPRequest bare(String method, String uri, String from, String to, String... lines) {
        return (SIPRequest) parsed(method + " " + uri + " SIP/2.0", method, from, to, lines);
    }

    /** An answer to an INVITE of ours. */
    static SIPResponse response(String status, String... lines) {
        return (SIPResponse) parsed(
                "SIP/2.0 " + status,
                "INVITE",
                "From: <sip:1001@192.0.2.1>;tag=ours",
                "To: <sip:1002@192.0.2.8>;tag=theirs",
                lines);
    }

    private static SIPMessage parsed(String first, String method, String from, String to, String... lines) {
        StringBuilder text = new StringBuilder(first + "\r\n");
        text.append("Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1;rport\r\n");
        text.append(from).append("\r\n").append(to).append("\r\n");
        text.append("Call-ID: 1@192.0.2.7\r\nCSeq: 7 ").append(method).append("\r\n");
        String body = "";
        for (String line : lines) {
            if (line.startsWith("\n")) {
                body = line.substring(1);
            } else {
                text.append(line).append("\r\n");
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body);
        try {
            return new StringMsgParser()
                    .parseSIPMessage(text.toString().getBytes(StandardCharsets.UTF_8), true, false, null);
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException(text.toString(), unreadable);
        }
    }

    static SIPRequest request(SIPRequest written) {
        try {
            return (SIPRequest) new StringMsgParser().parseSIPMessage(written.encodeAsBytes("UDP"), true, false, null);
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException(written.toString(), unreadable);
        }
    }
}
