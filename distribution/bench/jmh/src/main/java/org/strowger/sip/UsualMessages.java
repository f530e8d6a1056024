// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The messages of a call and of a registration, as usual phones send them. */
final class UsualMessages {
    private static final String SDP =
            """
            v=0
            o=- 3848276298 3848276298 IN IP4 192.0.2.7
            s=-
            c=IN IP4 192.0.2.7
            t=0 0
            m=audio 40000 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=sendrecv
            """;

    private static final String PARTIES =
            """
            From: "Alice" <sip:1001@pbx.example>;tag=9fxced76sl
            To: <sip:1002@pbx.example>;tag=314159
            Call-ID: 3848276298220188511@192.0.2.7
            """;

    private static final String VIA = "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK74bf9;rport\n";

    private static final Map<String, String> TEXTS = Map.of(
            "INVITE",
            "INVITE sip:1002@pbx.example SIP/2.0\n" + VIA
                    + """
                    Max-Forwards: 70
                    From: "Alice" <sip:1001@pbx.example>;tag=9fxced76sl
                    To: <sip:1002@pbx.example>
                    Call-ID: 3848276298220188511@192.0.2.7
                    CSeq: 1 INVITE
                    Contact: <sip:1001@192.0.2.7:5060;transport=udp>
                    Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REFER, NOTIFY, UPDATE
                    Supported: replaces, timer
                    User-Agent: A Phone 1.0
                    Content-Type: application/sdp
                    """,
            "180",
            "SIP/2.0 180 Ringing\n" + VIA + PARTIES + "CSeq: 1 INVITE\nContact: <sip:1002@192.0.2.8:5060>\n",
            "200",
            "SIP/2.0 200 OK\n" + VIA + PARTIES
                    + """
                    CSeq: 1 INVITE
                    Contact: <sip:1002@192.0.2.8:5060>
                    Allow: INVITE, ACK, CANCEL, BYE, OPTIONS
                    Server: A Phone 2.0
                    Content-Type: application/sdp
                    """,
            "ACK",
            "ACK sip:1002@192.0.2.8:5060 SIP/2.0\n" + VIA + "Max-Forwards: 70\n" + PARTIES + "CSeq: 1 ACK\n",
            "BYE",
            "BYE sip:1002@192.0.2.8:5060 SIP/2.0\n" + VIA + "Max-Forwards: 70\n" + PARTIES + "CSeq: 2 BYE\n",
            "REGISTER",
            "REGISTER sip:pbx.example SIP/2.0\n" + VIA
                    + """
                    Max-Forwards: 70
                    From: <sip:1001@pbx.example>;tag=9fxced76sl
                    To: <sip:1001@pbx.example>
                    Call-ID: 3848276298220188511@192.0.2.7
                    CSeq: 2 REGISTER
                    Contact: <sip:1001@192.0.2.7:5060>;expires=3600
                    """
                    + "Authorization: Digest username=\"1001\", realm=\"pbx.example\", nonce=\"a3b1f0c9d2e45f6a7b8c\","
                    + " uri=\"sip:pbx.example\", response=\"6629fae49393a05397450978507c4ef1\", algorithm=MD5, qop=auth,"
                    + " cnonce=\"0a4f113b\", nc=00000001\n"
                    + "Expires: 3600\nUser-Agent: A Phone 1.0\n");

    private UsualMessages() {}

    /** @param name a method, or the code of a response */
    static byte[] bytes(String name) {
        String body = name.equals("INVITE") || name.equals("200") ? SDP.replace("\n", "\r\n") : "";
        String head = TEXTS.get(name) + "Content-Length: " + body.length() + "\n\n";
        return (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
    }
}
