// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:1001@192.0.2.7",
                "sip:1001@192.0.2.7:5062",
                "sips:alice@example.org:5061",
                "sip:pbx.example",
                "sip:pbx.example;transport=tcp",
                "sip:1001@[2001:db8::1]",
                "sip:1001@[2001:db8::1]:5062;transport=tcp",
                "sip:[::1]:5060",
                "sip:3001@h.example:5060;ob;rinstance=x",
                "sip:3001@h.example;OB;Rinstance=AbC;x=",
                "sip:+12125551212;phone-context=example.org@gw.example;user=phone",
                "sip:alice:secret@example.org",
                "sip:%61lice%40work@example.org",
                "sip:a;b;c@example.org;lr",
                "sip:alice@EXAMPLE.org",
                "sip:alice@example.org?Subject=Hi&Priority=urgent",
                "sip:alice@example.org;method=INVITE?Subject=Hi",
                "sip:*98#@pbx.example",
                "tel:+1-212-555-1212",
                "tel:7042;phone-context=example.org",
            })
    void isTheSameByteForByteWhenReadAndWritten(String text) {
        assertThat(SipUri.parse(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:1001@192.0.2.7:5062;transport=tcp, sip, 1001, 192.0.2.7, 5062, ;transport=tcp",
        "SIPS:bob@[2001:db8::1]:5061, sips, bob, [2001:db8::1], 5061, ''",
        "sip:pbx.example?a=b, sip, '', pbx.example, 0, ?a=b",
        "sip:a;x=1@host;y=2, sip, a;x=1, host, 0, ;y=2",
        "tel:+12125551212;ext=5, tel, +12125551212, '', 0, ;ext=5",
    })
    void isTakenApart(String text, String scheme, String user, String host, int port, String parameters) {
        assertThat(SipUri.parse(text)).isEqualTo(new SipUri(scheme, user, host, port, parameters));
    }

    @ParameterizedTest
    @CsvSource({
        "'', no scheme",
        "1001, no scheme",
        ":1001@host, no scheme",
        "'sip:', bad host ''",
        "sip:1001@, bad host ''",
        "sip:1001@:5060, bad host ''",
        "sip:1001@ho st, bad host 'ho st'",
        "sip:1001@[::1, bad host '['",
        "sip:1001@[::1]x, bad host '[::1]x'",
        "sip:1001@::1], bad host ''",
        "sip:1001@host:, bad port ''",
        "sip:1001@host:0, bad port '0'",
        "sip:1001@host:65536, bad port '65536'",
        "sip:1001@host:+5060, bad port '+5060'",
        "sip:1001@host:-1, bad port '-1'",
        "sip:1001@host:5060x, bad port '5060x'",
        "sip:1001@host:99999999999, bad port '99999999999'",
        "mailto:alice@example.org, unsupported URI scheme 'mailto'",
        "urn:service:sos, bad",
    })
    void isRefusedNamingWhatIsWrong(String text, String wrong) {
        if (wrong.equals("bad")) {
            assertThatThrownBy(() -> SipUri.parse(text)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThatThrownBy(() -> SipUri.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sip:1001@h, 1001",
        "sip:+8613800138000@h, +8613800138000",
        "sip:1001:secret@h, 1001",
        "sip:1001;ext=3@h, 1001",
        "sip:%31001@h, 1001",
        "sip:%2A98%23@h, *98#",
        "sip:J%C3%BCrgen@h, Jürgen",
        "sip:50%@h, 50%",
        "sip:50%4@h, 50%4",
        "sip:50%zz@h, 50%zz",
        "sip:h, ''",
        "tel:+1-212-555-1212;ext=5, +1-212-555-1212",
    })
    void saysWhatAPersonWouldDial(String text, String number) {
        assertThat(SipUri.parse(text).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, sip:1001@h;x",
        "+86 138, sip:+86%20138@h;x",
        "*98#, sip:*98%23@h;x",
        "a@b:c;d?e, sip:a%40b%3Ac%3Bd%3Fe@h;x",
        "Jürgen, sip:J%C3%BCrgen@h;x",
        "😀1, sip:%F0%9F%98%801@h;x",
        "100%, sip:100%25@h;x",
        "'', sip:h;x",
    })
    void takesAnyNumberAndGivesItBack(String number, String text) {
        SipUri uri = SipUri.parse("sip:old@h;x").withNumber(number);
        assertThat(uri).hasToString(text);
        assertThat(SipUri.parse(text).number()).isEqualTo(number);
    }

    @Test
    void aNumberWithALineBreakCannotBreakAMessage() {
        assertThat(SipUri.of("", "h", 0).withNumber("1\r\nVia: x")).hasToString("sip:1%0D%0AVia%3A%20x@h");
    }

    @ParameterizedTest
    @CsvSource({
        "transport, tcp",
        "TRANSPORT, tcp",
        "lr, ''",
        "x, ''",
        "maddr, 192.0.2.1",
    })
    void givesAParameterByNameInAnyCase(String name, String value) {
        SipUri uri = SipUri.parse("sip:1@h;Transport=tcp;lr;maddr=192.0.2.1;x=?transport=udp");
        assertThat(uri.parameter(name)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trans", "transports", "ransport", "tcp", "Subject", ""})
    void hasNoParameterThatIsNotThere(String name) {
        assertThat(SipUri.parse("sip:1@h;transport=tcp?Subject=1").parameter(name))
                .isEmpty();
        assertThat(SipUri.parse("sip:1@h").parameter(name)).isEmpty();
        assertThat(SipUri.parse("sip:1@h?Subject=1").parameter(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sip:1@[2001:db8::1]:5060, 2001:db8::1", "sip:1@192.0.2.7, 192.0.2.7", "sip:1@pbx.example, pbx.example"
    })
    void givesTheAddressAsASocketWantsIt(String text, String address) {
        assertThat(SipUri.parse(text).address()).isEqualTo(address);
    }

    @Test
    void mayLeaveTheHostToTheExchange() {
        assertThat(SipUri.ours("1001"))
                .isEqualTo(new SipUri("sip", "1001", "", 0, ""))
                .hasToString("sip:1001@");
    }

    @Test
    void isRefusedWithAnImpossiblePortOrScheme() {
        assertThatThrownBy(() -> SipUri.of("1", "h", 65536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> new SipUri("http", "", "h", 0, "")).hasMessageContaining("http");
    }
}
