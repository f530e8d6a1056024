// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;

/** Descriptions of real phones' making, before and after; our address is 192.0.2.1, our ports 40000, 40002 and so on. */
class SdpMaskTest {
    private static final String OURS = "192.0.2.1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "desk-phone",
                "audio-and-video",
                "dual-stack",
                "fax-and-messages",
                "ice-and-alternatives",
                "no-connection-line",
                "refused-stream",
                "srtp-and-rtcp-mux"
            })
    void aRelayedDescriptionNamesOurAddressAndPortsAndIsOtherwiseTheSame(String name) throws Exception {
        String[] parts = resource(name + ".sdp").split("\n\n");
        assertThat(mask(parts[0], OURS)).isEqualTo(lines(parts[1]));
    }

    @ParameterizedTest(name = "{0} says {1}")
    @MethodSource("holds")
    void aPhoneThatWantsNothingSentIsShownAsHolding(String address, String stated, String shown) throws MediaException {
        String given =
                """
                v=0
                o=- 1 3 IN IP4 10.0.0.5
                s=-
                c=%s
                t=0 0
                m=audio 4000 RTP/AVP 8
                """
                                .formatted(address)
                        + (stated.isEmpty() ? "" : stated + "\n");
        List<String> masked = mask(given, OURS);
        assertThat(masked).contains("c=IN IP4 192.0.2.1", "m=audio 40000 RTP/AVP 8");
        assertThat(masked.subList(masked.indexOf("m=audio 40000 RTP/AVP 8") + 1, masked.size()))
                .isEqualTo(lines(shown));
    }

    static Stream<Arguments> holds() {
        return Stream.of(
                Arguments.of("IN IP4 0.0.0.0", "", "a=sendonly"),
                Arguments.of("IN IP4 0.0.0.0", "a=sendrecv", "a=sendonly"),
                Arguments.of("IN IP4 0.0.0.0", "a=sendonly", "a=sendonly"),
                Arguments.of("IN IP4 0.0.0.0", "a=recvonly", "a=inactive"),
                Arguments.of("IN IP4 0.0.0.0", "a=inactive", "a=inactive"),
                Arguments.of("IN IP6 ::", "", "a=sendonly"),
                Arguments.of("IN IP6 hold.invalid", "", "a=sendonly"),
                Arguments.of("IN IP4 10.0.0.5", "a=sendonly", "a=sendonly"),
                Arguments.of("IN IP4 10.0.0.5", "a=inactive", "a=inactive"),
                Arguments.of("IN IP4 10.0.0.5", "", ""));
    }

    @Test
    void aHoldOfTheWholeSessionKeepsItsDirection() throws MediaException {
        String given =
                """
                v=0
                o=- 1 3 IN IP4 10.0.0.5
                s=-
                c=IN IP4 0.0.0.0
                t=0 0
                a=inactive
                m=audio 4000 RTP/AVP 8
                """;
        assertThat(mask(given, OURS)).contains("a=inactive").doesNotContain("a=sendonly");
    }

    @Test
    void theReceiversFamilyIsShownWhateverTheSendersIs() throws MediaException {
        String given =
                """
                v=0
                o=- 1 3 IN IP4 10.0.0.5
                s=-
                c=IN IP4 10.0.0.5
                t=0 0
                m=audio 4000 RTP/AVP 8
                """;
        assertThat(mask(given, "2001:db8::1")).contains("c=IN IP6 2001:db8::1");
        assertThat(mask(given.replace("IN IP4 10.0.0.5", "IN IP6 2001:db8::5"), OURS))
                .contains("c=IN IP4 192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndsOfAnyKindAreReadAndBothAreWritten(String end) throws MediaException {
        String given = String.join(end, "v=0", "o=- 1 1 IN IP4 10.0.0.5", "s=-", "t=0 0", "") + end;
        Sdp sdp = Sdp.parse(Body.sdp(given));
        assertThat(sdp.session()).containsExactly("v=0", "o=- 1 1 IN IP4 10.0.0.5", "s=-", "t=0 0");
        assertThat(Sdp.body(Body.SDP, sdp.session()).text())
                .isEqualTo("v=0\r\no=- 1 1 IN IP4 10.0.0.5\r\ns=-\r\nt=0 0\r\n");
    }

    @Test
    void bytesThatAreNoTextPassUnchanged() throws MediaException {
        byte[] given = "v=0\r\ns=J\u00fcrgen \u00a7\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Sdp.body(Body.SDP, Sdp.parse(new Body(Body.SDP, given)).session())
                        .bytes())
                .isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "hello",
                "m=audio 4000 RTP/AVP 8",
                "v=0\nm=audio",
                "v=0\nm=audio x RTP/AVP 8",
                "v=0\nm=audio 70000 RTP/AVP 8"
            })
    void whatCannotBeReadIsNotAcceptableHere(String given) {
        assertThatThrownBy(() -> Sdp.parse(Body.sdp(given)))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.status().code()).isEqualTo(488))
                .hasMessageContaining("session description");
    }

    private static List<String> mask(String given, String advertised) throws MediaException {
        Sdp sdp = Sdp.parse(Body.sdp(given));
        int[] ports =
                IntStream.range(0, sdp.media().size()).map(i -> 40_000 + 2 * i).toArray();
        return SdpMask.lines(sdp, advertised, ports);
    }

    /** What came in, an empty line, and what goes out. */
    private static String resource(String name) throws IOException {
        try (InputStream in = SdpMaskTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
