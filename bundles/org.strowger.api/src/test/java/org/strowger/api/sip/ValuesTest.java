// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    // ---- Body

    @ParameterizedTest
    @ValueSource(
            strings = {"application/sdp", "Application/SDP", "application/sdp;charset=utf-8", "application/sdp ; x=y"})
    void aSessionDescriptionIsKnownByItsType(String type) {
        assertThat(new Body(type, new byte[0]).isSdp()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/sdpx", "application/sd", "application/dtmf-relay", "", "text/application/sdp"})
    void anythingElseIsNone(String type) {
        assertThat(new Body(type, new byte[0]).isSdp()).isFalse();
    }

    @Test
    void bodiesAreEqualByTypeAndBytes() {
        Body body = Body.sdp("v=0\r\ns=Grüße\r\n");
        assertThat(body).isEqualTo(new Body("application/sdp", "v=0\r\ns=Grüße\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(body).hasSameHashCodeAs(Body.sdp("v=0\r\ns=Grüße\r\n"));
        assertThat(body).isNotEqualTo(Body.sdp("v=1")).isNotEqualTo(new Body("text/plain", body.bytes()));
        assertThat(body.text()).isEqualTo("v=0\r\ns=Grüße\r\n");
        assertThat(body).hasToString("application/sdp, 16 bytes");
    }

    // ---- Status

    @ParameterizedTest
    @CsvSource({
        "100, 100 Trying, true, false, false",
        "183, 183 Session Progress, true, false, false",
        "200, 200 OK, false, true, false",
        "299, 299, false, true, false",
        "302, 302 Moved Temporarily, false, false, true",
        "486, 486 Busy Here, false, false, true",
        "699, 699, false, false, true"
    })
    void aStatusIsProvisionalSuccessOrFailure(
            int code, String text, boolean provisional, boolean success, boolean failure) {
        Status status = Status.of(code);
        assertThat(status).hasToString(text);
        assertThat(status.provisional()).isEqualTo(provisional);
        assertThat(status.success()).isEqualTo(success);
        assertThat(status.failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 700, 0, -1})
    void aStatusOutOfRangeIsRefused(int code) {
        assertThatThrownBy(() -> Status.of(code)).hasMessageContaining("status code " + code);
    }

    @Test
    void aPhraseCannotBreakAMessage() {
        assertThatThrownBy(() -> new Status(486, "Busy\r\nVia: x")).hasMessageContaining("486");
        assertThat(new Status(486, "Gone fishing")).hasToString("486 Gone fishing");
    }

    // ---- Header, NameAddr, Flow, Transport, SipReply

    @Test
    void aHeaderCannotBreakAMessage() {
        assertThatThrownBy(() -> new Header("X", "a\r\nVia: x")).hasMessageContaining("header X");
        assertThatThrownBy(() -> new Header("X\n", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Header(" ", "a")).hasMessageContaining("name");
    }

    @Test
    void aNameIsQuotedWithItsEscapes() {
        SipUri uri = SipUri.parse("sip:1@h");
        assertThat(NameAddr.of(uri)).hasToString("<sip:1@h>");
        assertThat(new NameAddr("Bob \"the\" \\ Builder", uri))
                .hasToString("\"Bob \\\"the\\\" \\\\ Builder\" <sip:1@h>");
    }

    @Test
    void aFlowShowsWhereItLeads() {
        assertThat(new Flow(Transport.UDP, "192.0.2.7", 5060, "udp")).hasToString("udp:192.0.2.7:5060");
        assertThat(new Flow(Transport.TCP, "2001:db8::1", 5060, "")).hasToString("tcp:[2001:db8::1]:5060");
        assertThatThrownBy(() -> new Flow(Transport.UDP, "192.0.2.7", 0, "udp")).hasMessageContaining("port 0");
        assertThatThrownBy(() -> new Flow(Transport.UDP, " ", 1, "udp")).hasMessageContaining("address");
    }

    @Test
    void aTransportIsReadInAnyCase() {
        assertThat(Transport.parse(" Tcp ")).isEqualTo(Transport.TCP);
        assertThat(Transport.TLS.token()).isEqualTo("tls");
        assertThat(Transport.UDP.reliable()).isFalse();
        assertThatThrownBy(() -> Transport.parse("sctp"))
                .hasMessageContaining("sctp")
                .hasMessageContaining("udp");
    }

    @Test
    void aReplyMayBeBare() {
        assertThat(SipReply.of(404)).isEqualTo(new SipReply(Status.of(404), java.util.List.of(), Optional.empty()));
    }
}
