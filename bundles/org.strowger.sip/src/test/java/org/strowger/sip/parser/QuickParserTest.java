// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out is what the stack's own parser makes of the same bytes: the very objects, exceptions and words to a listener. */
class QuickParserTest {
    static Stream<Texts> messages() {
        return Stream.concat(Texts.of("usual.txt").stream(), Texts.of("torture.txt").stream());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void makesTheSameOfAMessage(Texts message) {
        agree(message.bytes());
    }

    @Test
    void makesTheSameOfAMessageThatIsCutAnywhere() {
        for (Texts message : Texts.of("usual.txt")) {
            for (int length = 0; length < message.bytes().length; length++) {
                byte[] cut = Arrays.copyOf(message.bytes(), length);
                assertThat(Outcome.difference(cut, true, Outcome.Hearing.PATIENT))
                        .as("%s cut at %d", message, length)
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: SIP/2.0/UDP h;branch=",
                "Via: SIP/2.0/UDP h;branch",
                "Via: SIP/2.0/UDP h;BRANCH=a;Branch=b",
                "Via: SIP/2.0/UDP h;branch=a b",
                "Via: SIP/2.0/UDP h:;branch=a",
                "Via: SIP/2.0/UDP h:123456789012;branch=a",
                "Via: SIP/2.0/UDP h :5060; branch = a",
                "Via: SIP/2.0/udp h;branch=a;received=[::1]",
                "Via: SIP/2.0/UDP h;branch=a;received=1.2.3.4 ",
                "Via: SIP/2.0/UDP h;branch=a;x=\"y\"",
                "Via: SIP/2.0/UDP h;rport=;branch=a",
                "Via: sip/2.0/UDP h;branch=a",
                "Via: SIP/2.0/UDP a:b:c",
                "Via: SIP/2.0/UDP h,SIP/2.0/UDP i",
                "Via: SIP/2.0/UDP h,",
                "Via: SIP/2.0/UDP h;branch=a (a comment)",
                "Via: SIP/2.0/UDP h (\\",
                "V: SIP/2.0/UDP h\\",
                "Via:",
                "Via :SIP/2.0/UDP h",
                "VIA:SIP/2.0/UDP h",
                "From: <sip:a@h>;tag=1;TAG=2",
                "From: <sip:a@h>;tag",
                "From: <sip:a@h>;tag=",
                "From: <sip:a@h>tag=1",
                "From: <sip:a@h> ;tag=1",
                "From: <sip:a@h>; tag=1",
                "From: <sip:a@h>;tag=[::1]",
                "From: <sip:a@h>, <sip:b@h>",
                "From: <sip:@h>",
                "From: <sip:a:b@h>",
                "From: <sip:a@h:5060;x:y=1>",
                "From: <sip:a@h>;x=b:c:d",
                "From: <sip:a@h:5060>;x=b:c:d",
                "From: <sip:a@h:5060:>",
                "From: <SIP:a@h>",
                "From: <sips:a@h>",
                "From: <tel:+123>",
                "From: <sip:a;b#c?d=e@h;f=@g>",
                "From: <sip:a@h;;x=;y=%41;=z>",
                "From: <sip:a@h?x=y>",
                "From: <sip:h;user=phone>",
                "From: \"\" <sip:a@h>",
                "From: \"  A  B \"<sip:a@h>",
                "From: \"A\tB\" <sip:a@h>",
                "From: \"A:<B>\" \t <sip:a@h>",
                "From: A  B\t <sip:a@h>",
                "From: A \"B\" <sip:a@h>",
                "From: A/B <sip:a@h>",
                "From: \u00c4 <sip:a@h>",
                "From: \"\u00c4\u20ac\uD83D\uDE00\" <sip:a@h>",
                "From: \"a",
                "From: sip:a@h;tag=1",
                "To: <sip:a@h>;b=1;a=2;aa=3;c=4;zz;tag=5",
                "To: *",
                "Contact: *",
                "Contact: * , <sip:h>",
                "Contact: * <sip:h>",
                "Contact: *a <sip:h>",
                "Contact: <sip:a@h>;q=0.5,\"B\" <sip:b@h>;expires=5 , <sip:c@h>",
                "Contact: <sip:a@h>;METHODS=\"INVITE, ACK\";+sip.instance=\"<urn:x>\"",
                "Contact: <sip:a@h>;x=\"a\\\"b\"",
                "Contact: sip:a@h",
                "Contact: sip:a@h;x, sip:b@h;y",
                "Route: <sip:a;lr>,<sip:b;lr>",
                "Record-Route: <sip:a:1;lr=on>;x=y, \"P\" <sip:b>",
                "Route: <sip:a;lr>;",
                "Route: <sip:a;lr>,",
                "Route: \t<sip:a;lr>",
                "Call-ID: a b\tc@d@e",
                "Call-ID:",
                "Call-ID: \u00c4",
                "I:x@",
                "CSeq: 1INVITE",
                "CSeq: 2147483648 ACK",
                "CSeq: 2147483649 ACK",
                "CSeq: 1 invite",
                "CSeq: 1 FOO",
                "CSeq: 1 SIP",
                "CSeq: 1 Supported",
                "CSeq: 1 ACK x",
                "CSeq: 1\t ACK",
                "CSeq: x ACK",
                "Max-Forwards: 255",
                "Max-Forwards: 256",
                "Max-Forwards: +1",
                "Max-Forwards: 00000000000070",
                "Content-Length: 5 5",
                "Content-Length: 99999999999",
                "Content-Length: -1",
                "Expires: +5",
                "Expires: 5;x",
                "Expires: 4294967295",
                "Content-Type: application / sdp",
                "Content-Type: application/sdp ; charset=\"x y\"",
                "Content-Type: application",
                "Content-Type: text/html;charset=ISO-8859-4;level=1",
                "Allow:",
                "Allow: INVITE,ACK , \tBYE,foo",
                "Allow: INVITE,",
                "Allow: INVITE ACK",
                "Supported: timer, 100rel",
                "Supported: timer 100rel",
                "Supported: ,",
                "K: x",
                "User-Agent: a",
                "User-Agent: a/",
                "User-Agent: /a",
                "User-Agent: a//b/c d/(e/f) g",
                "User-Agent: a/ b",
                "User-Agent: (a) b/1",
                "User-Agent: a (b/c) (d)",
                "User-Agent: a\tb",
                "User-Agent:",
                "Server: a/b c/d",
                "Server: a/",
                "Server: a//b",
                "Server: a / b",
                "Server: a\\b/c",
                "Server: a/(b)",
                "Authorization: Digest a=b,c=\"d\" , e=\"f,g\",h",
                "Authorization: Digest",
                "Authorization: Digest a=\"b\\\"c\"",
                "Authorization: Digest a=b c=d",
                "Authorization: Digest a=b,",
                "Authorization: Digest a=/x",
                "Authorization: Basic QWxhZGRpbg==",
                "Proxy-Authorization: DIGEST REALM=\"\",Realm=\"x\"",
                "X: y",
                "NoColon",
                ": y",
            })
    void makesTheSameOfAHeader(String header) {
        agree(("INVITE sip:h SIP/2.0\r\n" + header + "\r\nCSeq: 1 INVITE\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        agree(("SIP/2.0 200 OK\n" + header + "\n" + header + "\n\n").getBytes(StandardCharsets.UTF_8));
        agree(("SIP/2.0 200 OK\n" + header + "\n ;x=y\n\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:a@h SIP/2.0",
                "invite sip:a@h SIP/2.0",
                "FOO sip:a@h SIP/2.0",
                "INVITE  sip:a@h\tSIP/2.0",
                "INVITE sip:a@h SIP/2.0 x",
                "INVITE sip:a@h sip/2.0",
                "INVITE sip:a@h SIP/3.0",
                "INVITE sip:a@h",
                "INVITE sip:a@h;x=y;z SIP/2.0",
                "INVITE sip:a@h:1 SIP/2.0",
                "INVITE sip:[::1]:1 SIP/2.0",
                "INVITE sip:a@h?x=y SIP/2.0",
                "INVITE sips:a@h SIP/2.0",
                "INVITE tel:1 SIP/2.0",
                "INVITE x:y SIP/2.0",
                "INVITE sip:a@h> SIP/2.0",
                "INVITE",
                "SIP sip:a@h SIP/2.0",
                "SIP/2.0 200 OK",
                "SIP/2.0 200",
                "SIP/2.0",
                "SIP/2.0 200  Fine, it is",
                "SIP/2.0  200 OK",
                "SIP/2.0\t200 OK",
                "SIP/2.0 20 OK",
                "SIP/2.0 2000 OK",
                "SIP/2.0 999 \u00c4",
                "SIP/2.0200 OK",
                "SIP/2.0 OK",
                "SIP/2.01 200 OK",
                "sip/2.0 200 OK",
                " INVITE sip:h SIP/2.0",
            })
    void makesTheSameOfAFirstLine(String line) {
        agree((line + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        agree((line + " \nCSeq: 1 ACK\n\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\n\n\0\n", "x", "x\n\n", "\n\n x\n\n", "x\n y\n\n", "\n \nx\n\n"})
    void makesTheSameOfNoMessage(String text) {
        agree(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Else the other tests would compare the stack's parser with itself. */
    @Test
    void readsTheLinesOfAUsualMessageItself() throws Exception {
        List<Texts> usual = Texts.of("usual.txt");
        for (int i : new int[] {0, 2, 4}) {
            byte[] bytes = usual.get(i).bytes();
            String head = new String(bytes, StandardCharsets.UTF_8).split("\r\n\r\n")[0];
            int at = head.indexOf("\r\n");
            assertThat(FirstLines.read(new Line(bytes).of(0, at))).isNotNull();
            for (String header : head.substring(at + 2).split("\r\n")) {
                assertThat(own(header)).as(header).isNotNull();
            }
        }
    }

    @Test
    void isTheStacksOwnParserWhereItIsToldToBe() throws ParseException {
        AtomicBoolean quick = new AtomicBoolean();
        QuickParser parser = new QuickParser(quick::get);
        byte[] bytes = Texts.of("usual.txt").get(0).bytes();
        SIPMessage stock = parser.parseSIPMessage(bytes, true, false, null);
        quick.set(true);
        SIPMessage ours = parser.parseSIPMessage(bytes, true, false, null);
        assertThat(Difference.between(stock, ours)).isNull();
        // the one trace: the stack's parser makes a new string of every word
        assertThat(ours.getTopmostVia().getTransport()).isSameAs("UDP");
        assertThat(stock.getTopmostVia().getTransport()).isEqualTo("UDP").isNotSameAs("UDP");
    }

    @Test
    void leavesItsBlanksBlank() throws ParseException {
        SIPMessage first = new QuickParser(() -> true)
                .parseSIPMessage(Texts.of("usual.txt").get(1).bytes(), true, false, null);
        first.getTopmostVia().setMultiParameter("a", "b");
        first.getTopmostVia().getSentProtocol().setTransport("X");
        assertThat(Blanks.VIA.getMultiParameters().isEmpty()).isTrue();
        assertThat(Blanks.VIA.getTransport()).isEqualTo("UDP");
        assertThat(Blanks.FROM.hasParameters()).isFalse();
    }

    private static Object own(String header) throws Exception {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        return HeaderReaders.read(new Line(bytes).of(0, bytes.length));
    }

    private static void agree(byte[] bytes) {
        for (Outcome.Hearing hearing : Outcome.Hearing.values()) {
            for (boolean readBody : new boolean[] {true, false}) {
                assertThat(Outcome.difference(bytes, readBody, hearing))
                        .as("%s with %s", new String(bytes, StandardCharsets.UTF_8), hearing)
                        .isNull();
            }
        }
    }
}
