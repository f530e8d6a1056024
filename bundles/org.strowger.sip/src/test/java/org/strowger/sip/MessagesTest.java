// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;

class MessagesTest {
    private static final String TO = "To: <sip:1002@pbx.example>";

    private static NameAddr from(String line) {
        SIPRequest request = WireText.bare("INVITE", "sip:1002@pbx.example", "From: " + line + ";tag=a1", TO);
        return Messages.nameAddr(request.getFrom().getAddress());
    }

    private static List<String> values(List<Header> headers) {
        return headers.stream().map(Header::value).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Allow | " + Messages.ALLOW,
                "User-Agent | " + Messages.PRODUCT,
                "Date | Thu, 05 Nov 2026 08:20:46 GMT",
            })
    void whatIsNotParsedIsWrittenAsItWouldBe(String name, String value) throws ParseException {
        SIPRequest parsed = WireText.bare("INVITE", "sip:1002@pbx.example", "From: <sip:1001@a>;tag=1", TO);
        SIPRequest written = WireText.bare("INVITE", "sip:1002@pbx.example", "From: <sip:1001@a>;tag=1", TO);
        parsed.addHeader(ParserFactory.createParser(name + ": " + value + "\n").parse());
        Messages.add(written, List.of(new Header(name, value)));
        assertThat(written.encode()).isEqualTo(parsed.encode()).contains(name + ": " + value + "\r\n");
    }

    // ---- names and addresses

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "<sip:1001@pbx.example>, ||",
                "Alice <sip:1001@pbx.example>, Alice",
                "Alice Liddell <sip:1001@pbx.example>, Alice Liddell",
                "\"Alice Liddell\" <sip:1001@pbx.example>, Alice Liddell",
                "\"\" <sip:1001@pbx.example>, ||",
                "\"Jürgen 😀\" <sip:1001@pbx.example>, Jürgen 😀",
                "\"Bob \\\"the\\\" Builder\" <sip:1001@pbx.example>, Bob \"the\" Builder",
                "\"back\\\\slash\" <sip:1001@pbx.example>, back\\slash",
                "\"semi;colon <angle> @ at\" <sip:1001@pbx.example>, semi;colon <angle> @ at",
            })
    void aDisplayNameIsReadWithoutQuotesAndEscapes(String line, String name) {
        assertThat(from(line).displayName()).isEqualTo(name);
        assertThat(from(line).uri()).isEqualTo(SipUri.parse("sip:1001@pbx.example"));
    }

    @Test
    void aBareAddressIsRead() {
        assertThat(from("sip:1001@pbx.example").uri()).hasToString("sip:1001@pbx.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Alice",
                "Alice Liddell",
                "Jürgen 😀",
                "Bob \"the\" Builder",
                "back\\slash",
                "\\",
                "\"",
                "a\\\"b",
                "semi;colon <angle>"
            })
    void aDisplayNameThatIsWrittenIsReadTheSame(String name) throws ParseException {
        NameAddr given = new NameAddr(name, SipUri.parse("sip:+861380@192.0.2.1:5062;x=y"));
        SIPRequest request = WireText.request("INVITE", "sip:1@h");
        request.setHeader(Messages.HEADERS.createFromHeader(Messages.address(given), "t1"));
        SIPRequest read = WireText.request(request);
        assertThat(Messages.nameAddr(read.getFrom().getAddress())).isEqualTo(given);
        assertThat(read.getFrom().getTag()).isEqualTo("t1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:1001@192.0.2.7", "sip:1001@192.0.2.7:5062", "sip:+8613800138000@pbx.example;user=phone",
                "sip:3001@h.example:5060;ob;rinstance=x", "sip:3001@h.example;rinstance=AbC123;OB",
                        "sip:a%20b@h.example",
                "sip:1001@[2001:db8::1]:5062;transport=tcp", "sip:alice@pbx.example?Subject=Hi", "sip:*98%23@h.example",
                "sip:alice:secret@h.example", "sip:Alice@Host.Example;Transport=UDP", "tel:+12125551212",
                "sip:1;phone-context=+1@h.example", "sip:h.example;lr", "sips:alice@h.example"
            })
    void aUriGoesOutToTheLetter(String text) throws ParseException {
        SIPRequest request = WireText.request("INVITE", "sip:1@h");
        request.setRequestURI(Written.uri(SipUri.parse(text)));
        assertThat(request.encode()).startsWith("INVITE " + text + " SIP/2.0\r\n");
    }

    // ---- headers

    @Test
    void aListOfHeadersIsReadOneByOne() {
        SIPRequest request = WireText.request(
                "INVITE",
                "sip:1@h",
                "Reason: SIP;cause=200;text=\"a, b; c\", Q.850;cause=16",
                "Reason: Q.850;cause=17");
        assertThat(values(Messages.headers(request, "Reason")))
                .containsExactly("SIP;cause=200;text=\"a, b; c\"", "Q.850;cause=16", "Q.850;cause=17");
    }

    @Test
    void aListInOneValueIsWrittenWhole() throws ParseException {
        SIPRequest request = WireText.request("REGISTER", "sip:h");
        SIPResponse response = Messages.response(request, Status.OK, "t");
        Messages.add(
                response,
                List.of(
                        new Header("Contact", "<sip:a@192.0.2.7:5060>;expires=60, <sip:b@192.0.2.8>;expires=30"),
                        new Header("Contact", "<sip:c@192.0.2.9>;expires=10"),
                        new Header("Allow", "INVITE, ACK"),
                        new Header("Path", "<sip:p1;lr>, <sip:p2;lr>")));
        String wire = response.encode();
        assertThat(values(Messages.headers(response, "Contact")))
                .containsExactly(
                        "<sip:a@192.0.2.7:5060>;expires=60",
                        "<sip:b@192.0.2.8>;expires=30",
                        "<sip:c@192.0.2.9>;expires=10");
        assertThat(values(Messages.headers(response, "Path"))).containsExactly("<sip:p1;lr>", "<sip:p2;lr>");
        assertThat(wire).contains("Allow: INVITE").contains("ACK");
    }

    @Test
    void severalChallengesGoOutInOrderAndToTheLetter() throws ParseException {
        String sha = "Digest realm=\"pbx\",qop=\"auth\",nonce=\"n1\",algorithm=SHA-256";
        String md5 = "Digest realm=\"pbx\",qop=\"auth\",nonce=\"n2\",algorithm=MD5";
        SIPResponse response = Messages.response(WireText.request("INVITE", "sip:1@h"), Status.of(401), "t");
        Messages.add(response, List.of(new Header("WWW-Authenticate", sha), new Header("WWW-Authenticate", md5)));
        String wire = response.encode();
        assertThat(wire).contains("WWW-Authenticate: " + sha + "\r\n", "WWW-Authenticate: " + md5 + "\r\n");
        assertThat(wire.indexOf("SHA-256")).isLessThan(wire.indexOf("MD5"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "P-Asserted-Identity, \"Alice\" <sip:1001@pbx.example>",
                "Retry-After, 5",
                "Retry-After, 5 (busy)",
                "Warning, 399 pbx \"no route\"",
                "X-Anything, some: text; with=things",
                "Diversion, <sip:1002@pbx>;reason=no-answer;counter=1",
                "Reason, Q.850;cause=16;text=\"Normal; cleared\"",
                "Privacy, id",
                "Session-Expires, 1800;refresher=uac",
            })
    void aHeaderKeepsItsValue(String name, String value) throws ParseException {
        SIPRequest request = WireText.request("INVITE", "sip:1@h");
        Messages.add(request, List.of(new Header(name, value)));
        assertThat(Messages.headers(WireText.request(request), name)).containsExactly(new Header(name, value));
    }

    @Test
    void aHeaderThatCannotBeParsedIsNotWritten() {
        SIPRequest request = WireText.request("INVITE", "sip:1@h");
        assertThatThrownBy(() -> Messages.add(request, List.of(new Header("Retry-After", "soon"))))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void whatBelongsToOneHopDoesNotPass() {
        SIPRequest request = WireText.request(
                "INVITE",
                "sip:1@h",
                "Contact: <sip:1001@192.0.2.7>",
                "Route: <sip:192.0.2.1;lr>",
                "Record-Route: <sip:192.0.2.2;lr>",
                "Max-Forwards: 70",
                "Allow: INVITE",
                "User-Agent: x",
                "Info-Package: dtmf",
                "X-Own: y");
        assertThat(Messages.passable(request))
                .extracting(Header::name)
                .containsExactlyInAnyOrder("Info-Package", "X-Own");
    }

    // ---- bodies and replies

    @Test
    void aBodyIsReadWithItsTypeToTheByte() {
        String sdp = "v=0\r\ns=Grüße\r\n";
        SIPRequest request = WireText.request("INVITE", "sip:1@h", "Content-Type: application/sdp", "\n" + sdp);
        assertThat(Messages.body(request)).contains(Body.sdp(sdp));
    }

    @Test
    void aBodyIsWrittenWithItsTypeToTheByte() throws ParseException {
        SIPRequest request = WireText.request("INFO", "sip:1@h");
        Body body = new Body("application/x-thing;charset=utf-8", new byte[] {0, -1, 13, 10, 65, -61, -68});
        Messages.setBody(request, Optional.of(body));
        Body read = Messages.body(WireText.request(request)).orElseThrow();
        assertThat(read.bytes()).isEqualTo(body.bytes());
        assertThat(read.contentType()).isEqualTo("application/x-thing;charset=utf-8");
    }

    @Test
    void noBodyIsNoBody() throws ParseException {
        SIPRequest request = WireText.request("INVITE", "sip:1@h", "Content-Type: application/sdp");
        assertThat(Messages.body(request)).isEmpty();
        Messages.setBody(request, Optional.empty());
        assertThat(Messages.body(request)).isEmpty();
    }

    @Test
    void aReplyKeepsItsOwnPhrase() {
        SipReply reply = Messages.reply(WireText.response("486 Gone fishing", "Retry-After: 60", "Contact: <sip:x@h>"));
        assertThat(reply.status()).isEqualTo(new Status(486, "Gone fishing"));
        assertThat(reply.headers()).containsExactly(new Header("Retry-After", "60"));
    }

    @Test
    void aResponseHasOurTagButForTrying() throws ParseException {
        SIPRequest request = WireText.request("INVITE", "sip:1@h");
        assertThat(Messages.response(request, Status.TRYING, "t").getTo().getTag())
                .isNull();
        assertThat(Messages.response(request, Status.RINGING, "t").getTo().getTag())
                .isEqualTo("t");
        assertThat(Messages.response(request, new Status(480, "Out to lunch"), "t")
                        .getReasonPhrase())
                .isEqualTo("Out to lunch");
        SIPRequest within = WireText.bare("BYE", "sip:1@h", "From: <sip:1@h>;tag=a", "To: <sip:2@h>;tag=mine");
        assertThat(Messages.response(within, Status.OK, "t").getTo().getTag()).isEqualTo("mine");
    }
}
