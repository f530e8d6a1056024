// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;

/** What we put together ourselves is what the stack would have made. */
class WrittenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:1001@192.0.2.1",
                "sip:1001@192.0.2.1:5070",
                "sips:+4930123@pbx.example.com:5061",
                "sip:192.0.2.1",
                "sip:alice.b-c_d*e!f~g@Example.COM",
                "sip:1001@[2001:db8::1]:5060",
                "sip:a%20b@192.0.2.1",
                "sip:1001;phone-context=x@192.0.2.1",
                "sip:1001:secret@192.0.2.1",
                "sip:1001@192.0.2.1;transport=tcp;lr",
                "sip:1001@192.0.2.1?Subject=x",
                "tel:+4930123;phone-context=example.com",
            })
    void aUriIsThatOfTheStacksFactory(String text) throws ParseException {
        URI ours = Written.uri(SipUri.parse(text));
        URI stacks = Messages.ADDRESSES.createURI(text);
        assertThat(ours).hasToString(stacks.toString());
        assertThat(ours).isEqualTo(stacks).hasSameClassAs(stacks);
        if (ours instanceof SipURI sip) {
            SipURI other = (SipURI) stacks;
            assertThat(sip.getUser()).isEqualTo(other.getUser());
            assertThat(sip.getHost()).isEqualTo(other.getHost());
            assertThat(sip.getPort()).isEqualTo(other.getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001\r\nX-Evil: 1", "10 01", "<1001>", "10\"01"})
    void whatWouldBreakOutOfAUriIsWrittenByTheStackOrRefused(String user) {
        SipUri bad = new SipUri("sip", user, "192.0.2.1", 0, "");
        try {
            assertThat(Written.uri(bad).toString()).doesNotContain("\n");
        } catch (ParseException refused) {
            assertThatThrownBy(() -> Messages.ADDRESSES.createURI(bad.toString()))
                    .isInstanceOf(ParseException.class);
        }
    }

    private static SIPRequest invite(String... more) throws ParseException {
        String text = String.join(
                "\r\n",
                "INVITE sip:1002@192.0.2.1 SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.2:5070;branch=z9hG4bKabc;rport=5080;received=192.0.2.9",
                "Via: SIP/2.0/TCP proxy.example.com;branch=z9hG4bKdef",
                "Record-Route: <sip:192.0.2.3;lr>, <sip:192.0.2.4;lr>",
                "From: \"Alice\" <sip:1001@192.0.2.2;user=phone>;tag=one;x=y",
                "To: <sip:1002@192.0.2.1>",
                "Call-ID: call@192.0.2.2",
                "CSeq: 7 INVITE",
                "Max-Forwards: 70",
                "User-Agent: not for the answer",
                String.join("\r\n", more) + (more.length == 0 ? "" : "\r\n") + "Content-Length: 0",
                "",
                "");
        return (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    private static List<String> lines(SIPResponse response) {
        return new String(response.encodeAsBytes("udp"), StandardCharsets.UTF_8)
                .lines()
                .sorted()
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @CsvSource({"100, ''", "180, ''", "200, ''", "200, Fine", "404, ''", "503, Not Now"})
    void anAnswerIsThatOfTheStack(int status, String phrase) throws ParseException {
        SIPRequest request = invite("Timestamp: 54.2");
        String before = request.toString();
        SIPResponse ours = Answer.to(request, status, phrase);
        SIPResponse stacks = request.createResponse(status, phrase.isEmpty() ? null : phrase);
        assertThat(lines(ours)).isEqualTo(lines(stacks));
        assertThat(ours.getTopmostVia().getBranch()).isEqualTo("z9hG4bKabc");
        assertThat(ours.getTransactionId()).isEqualTo(stacks.getTransactionId());
        ours.getTopmostVia().removePort();
        assertThat(request).as("is not touched").hasToString(before);
    }

    @Test
    void challengesAreWrittenLineByLine() throws ParseException {
        SIPResponse answer = Messages.response(invite(), Status.of(401), "ours");
        List<Header> challenges = List.of(
                new Header("WWW-Authenticate", "Digest realm=\"a, b\", nonce=\"1\", algorithm=MD5, qop=\"auth\""),
                new Header("WWW-Authenticate", "Digest realm=\"a, b\", nonce=\"1\", algorithm=SHA-256, qop=\"auth\""));
        Messages.add(answer, challenges);
        assertThat(lines(answer))
                .containsSequence(challenges.stream()
                        .map(challenge -> challenge.name() + ": " + challenge.value())
                        .toList());
        SIPResponse read =
                (SIPResponse) new StringMsgParser().parseSIPMessage(answer.encodeAsBytes("udp"), true, false, null);
        assertThat(Messages.headers(read, "WWW-Authenticate")).hasSize(2);
    }

    @Test
    void anAnswersTagIsNotTheRequests() throws ParseException {
        SIPRequest request = invite();
        SIPResponse answer = Messages.response(request, Status.OK, "ours");
        assertThat(answer.getTo().getTag()).isEqualTo("ours");
        assertThat(request.getTo().getTag()).isNull();
        assertThat(Messages.response(request, Status.TRYING, "ours").getTo().getTag())
                .isNull();
    }
}
