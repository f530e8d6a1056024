// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;

class EchoSdpTest {
    private static final String SESSION = "v=0\no=- 1 1 IN IP4 10.0.0.5\ns=-\nc=IN IP4 10.0.0.5\nt=0 0\n";

    @ParameterizedTest(name = "{0}")
    @MethodSource("offers")
    void theFirstCodecIsTakenWithItsEventsAndOtherStreamsAreRefused(String what, String offered, String answered)
            throws MediaException {
        assertThat(answer(SESSION + offered))
                .startsWith("v=0", "s=-", "c=IN IP4 192.0.2.1", "t=0 0")
                .endsWith(answered.split("\n"))
                .hasSize(4 + answered.split("\n").length);
    }

    static Stream<Arguments> offers() {
        return Stream.of(
                Arguments.of(
                        "static types without rtpmap",
                        "m=audio 4000 RTP/AVP 8 0 101\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:20\n",
                        "m=audio 40000 RTP/AVP 8 101\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:20\na=sendrecv"),
                Arguments.of(
                        "an unknown codec, events with the clock of the codec",
                        "m=audio 4000 RTP/AVP 96 101 102\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1\n"
                                + "a=rtpmap:101 telephone-event/8000\na=rtpmap:102 telephone-event/48000\n",
                        "m=audio 40000 RTP/AVP 96 102\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1\n"
                                + "a=rtpmap:102 telephone-event/48000\na=sendrecv"),
                Arguments.of(
                        "what is no codec is passed over",
                        "m=audio 4000 RTP/AVP 13 101 121 9\na=rtpmap:101 telephone-event/8000\na=rtpmap:121 red/8000\n",
                        "m=audio 40000 RTP/AVP 9 101\na=rtpmap:101 telephone-event/8000\na=sendrecv"),
                Arguments.of(
                        "video and encrypted audio",
                        "m=audio 3000 RTP/SAVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\n"
                                + "m=video 9078 RTP/AVP 97\nm=audio 4000 RTP/AVP 8\n",
                        "m=audio 0 RTP/SAVP 8\nm=video 0 RTP/AVP 97\nm=audio 40000 RTP/AVP 8\na=sendrecv"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, a=sendrecv, a=sendrecv",
        "10.0.0.5, a=sendonly, a=recvonly",
        "10.0.0.5, a=recvonly, a=sendonly",
        "10.0.0.5, a=inactive, a=inactive",
        "0.0.0.0, a=sendrecv, a=recvonly",
    })
    void theDirectionIsMirrored(String address, String offered, String answered) throws MediaException {
        String offer = SESSION.replace("c=IN IP4 10.0.0.5", "c=IN IP4 " + address);
        assertThat(answer(offer + "m=audio 4000 RTP/AVP 8\n" + offered)).last().isEqualTo(answered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "m=video 9078 RTP/AVP 97",
                "m=audio 0 RTP/AVP 8",
                "m=audio 4000 RTP/SAVP 8",
                "m=audio 4000 RTP/AVP 101\na=rtpmap:101 telephone-event/8000"
            })
    void anOfferWithoutPlainAudioIsNotAcceptable(String offered) {
        assertThatThrownBy(() -> answer(SESSION + offered))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.status().code()).isEqualTo(488));
    }

    @Test
    void bothLawsAndEventsAreOffered() {
        assertThat(EchoSdp.offer("2001:db8::1", 40_000))
                .contains("c=IN IP6 2001:db8::1", "m=audio 40000 RTP/AVP 8 0 101", "a=sendrecv");
    }

    private static List<String> answer(String offer) throws MediaException {
        Sdp sdp = Sdp.parse(Body.sdp(offer));
        return EchoSdp.answer(sdp, EchoSdp.audio(sdp), "192.0.2.1", 40_000);
    }
}
