// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

class DialTargetTest {
    @ParameterizedTest
    @CsvSource({
        "sip:a@b, , UDP",
        "sip:a@b;transport=TCP, , TCP",
        "sip:a@b;transport=tls, UDP, TLS",
        "sip:a@b;transport=udp, TCP, UDP",
        "sip:a@b, TCP, TCP",
        "sip:a@b;transport=carrier-pigeon, TCP, TCP",
        "sip:a@b;transport=carrier-pigeon, , UDP",
        "sips:a@b, , TLS",
        "sips:a@b, UDP, TLS",
        "sips:a@b;transport=tcp, , TLS",
    })
    void theTransportIsTheUrisThenTheTargetsThenUdp(String uri, Transport own, Transport expected) {
        DialTarget target = DialTarget.of(SipUri.parse(uri));
        DialTarget with = own == null ? target : target.by(own);
        assertThat(with.resolveTransport()).isEqualTo(expected);
    }

    @Test
    void sipsDoesNotGoByUdp() {
        DialTarget target = DialTarget.of(SipUri.parse("sips:a@b;transport=udp"));
        assertThatThrownBy(target::resolveTransport).hasMessageContaining("sips");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@b, '', b, 5060",
        "sip:a@b:5070, '', b, 5070",
        "sip:a@b:5070, 192.0.2.7:5080, 192.0.2.7, 5080",
        "sip:a@b, '[2001:db8::7]:5080', 2001:db8::7, 5080",
        "sip:a@b, '[2001:db8::7]', 2001:db8::7, 5060",
        "sips:a@b, proxy.example, proxy.example, 5061",
    })
    void theInviteGoesToTheSignallingAddress(String uri, String signalling, String host, int port) {
        DialTarget target = DialTarget.of(SipUri.parse(uri), signalling);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b:5060", "b:0", "b:x", "b:70000", ":5060", "b:"})
    void whatIsNoAddressIsRefused(String signalling) {
        assertThatThrownBy(() -> DialTarget.of(SipUri.parse("sip:a@b"), signalling))
                .hasMessageContaining(signalling);
    }

    @Test
    void aNumberIsForTheDialPlan() {
        assertThat(DialTarget.number("+861065551234").planned()).isTrue();
        assertThat(DialTarget.number("+861065551234").uri().number()).isEqualTo("+861065551234");
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:1001@192.0.2.7>, sip:1001@192.0.2.7, 192.0.2.7:5060, UDP",
        "sip:1001@192.0.2.7:5080, sip:1001@192.0.2.7:5080, 192.0.2.7:5080, UDP",
        "<sip:1001@b;transport=tcp;user=phone>, sip:1001@b;transport=tcp;user=phone, b:5060, TCP",
        "<sips:1001@b>, sips:1001@b, b:5061, TLS",
        "<sip:b>, sip:b, b:5060, UDP",
        "'Bob <sip:1001@[2001:db8::7]:5070>', 'sip:1001@[2001:db8::7]:5070', '[2001:db8::7]:5070', UDP",
    })
    void aReferToBecomesATarget(String value, String uri, String signalling, Transport transport) {
        DialTarget target = DialTarget.fromReferTo(value);
        assertThat(target.uri()).hasToString(uri);
        assertThat(target.signalling()).isEqualTo(signalling);
        assertThat(target.transport()).isEqualTo(Optional.of(transport));
    }

    @Test
    void aReferToMayAskForSomeHeadersOnly() {
        DialTarget target =
                DialTarget.fromReferTo("<sip:1001@b?Replaces=x%3Bto-tag%3D1%3Bfrom-tag%3D2&Route=%3Csip:evil%3E>");
        assertThat(target.headers()).containsExactly(new Header("Replaces", "x;to-tag=1;from-tag=2"));
        assertThat(target.uri()).hasToString("sip:1001@b");
        assertThatThrownBy(() -> DialTarget.fromReferTo("<sip:1001@b;method=BYE>"))
                .hasMessageContaining("BYE");
        assertThatThrownBy(() -> DialTarget.fromReferTo("<tel:+86>")).hasMessageContaining("no host");
    }

    @Test
    void aCodecIsReadByNameOrInFull() {
        assertThat(Codec.parse("pcma")).isEqualTo(Codec.STANDARD.get(0));
        assertThat(Codec.parse("G729/8000@18")).isEqualTo(new Codec(18, "G729", 8000, 1, ""));
        assertThat(Codec.parse("L16/44100/2@10")).isEqualTo(new Codec(10, "L16", 44100, 2, ""));
        assertThatThrownBy(() -> Codec.parse("G729")).hasMessageContaining("G729");
    }

    @Test
    void aCallIdIsAWordOrTwo() {
        DialRequest.Builder request = DialRequest.to(DialTarget.number("1001"));
        assertThat(request.callId("abc@192.0.2.7").build().callId()).isEqualTo("abc@192.0.2.7");
        for (String bad : new String[] {"a b", "a@b@c", "a\r\nVia: x"}) {
            assertThatThrownBy(() ->
                            DialRequest.to(DialTarget.number("1")).callId(bad).build())
                    .hasMessageContaining("Call-ID");
        }
    }
}
