// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.tracer.TapeTest.decision;
import static org.strowger.tracer.TapeTest.message;

import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoryTest {
    private final Tape tape = new Tape(1 << 20);

    private static String request(String method, String callId) {
        return method + " sip:1002@192.0.2.1 SIP/2.0\r\nCall-ID: " + callId + "\r\nCSeq: 1 " + method + "\r\n\r\n";
    }

    @BeforeEach
    void somethingHappens() {
        tape.add(List.of(
                message(100, false, request("INVITE", "id-a")),
                decision(101, "c1", "offered", "1001 dials 1002, from udp:192.0.2.7:5070", "id-a"),
                message(102, false, request("INVITE", "id-a2")),
                decision(103, "c1", "called", "calling udp:192.0.2.8:5060", "id-b"),
                message(104, true, request("INVITE", "id-b")),
                decision(105, "c2", "offered", "1001 dials 1003, from udp:192.0.2.7:5070", "id-c"),
                message(106, false, "SIP/2.0 404 Not Found\r\ni: id-b\r\nCSeq: 1 INVITE\r\n\r\n"),
                decision(107, "c1", "ended", "404 Not Found by a party, side B: error"),
                message(108, false, "BYE sip:x SIP/2.0\r\nSubject: id-b\r\nCall-ID: other\r\n\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "id-a", "id-b", "1002"})
    void aCallIsFoundByAnyOfItsNames(String name) {
        assertThat(Story.of(tape, name)).hasValueSatisfying(story -> {
            assertThat(story.call()).isEqualTo("c1");
            assertThat(story.items()).extracting(Item::millis).containsExactly(100L, 101L, 103L, 104L, 106L, 107L);
        });
    }

    @Test
    void aNumberMeansItsLastCall() {
        assertThat(Story.of(tape, "1001")).map(Story::call).contains("c2");
    }

    @Test
    void messagesThatBelongToNoCallAreFoundByTheirCallId() {
        assertThat(Story.of(tape, "other"))
                .hasValueSatisfying(story -> assertThat(story.items()).hasSize(1));
        assertThat(Story.of(tape, "nobody")).isEmpty();
    }

    @Test
    void theLadderSaysWhoSaidWhatAndWhatWasDecided() {
        Story story = Story.of(tape, "c1").orElseThrow();

        assertThat(Ladder.of(story, ZoneOffset.UTC))
                .isEqualTo(
                        """
                        call c1
                          [1] udp:192.0.2.7:5070
                        00:00:00.100  |<------ [1] INVITE sip:1002@192.0.2.1
                        00:00:00.101  |  * offered: 1001 dials 1002, from udp:192.0.2.7:5070
                        00:00:00.103  |  * called: calling udp:192.0.2.8:5060
                        00:00:00.104  |------> [1] INVITE sip:1002@192.0.2.1
                        00:00:00.106  |<------ [1] 404 Not Found (INVITE)
                        00:00:00.107  |  * ended: 404 Not Found by a party, side B: error
                        """);
    }

    @Test
    void whatAPeerWroteIsNoHtml() {
        Story story = new Story("c1", List.of(message(1, false, "INVITE sip:x SIP/2.0\r\nSubject: <script>\r\n\r\n")));

        assertThat(HtmlPage.of(story)).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void theCaptureHoldsEachMessageAsAPacket() {
        Item.Message message = message(1500, true, request("INVITE", "id-a"));
        ByteBuffer file = ByteBuffer.wrap(Pcap.of(new Story("c1", List.of(message))));
        int length = message.bytes().length + 28;

        assertThat(file.getInt(0)).isEqualTo(0xa1b2c3d4);
        assertThat(file.getInt(20)).isEqualTo(101);
        assertThat(file.getInt(24)).isEqualTo(1);
        assertThat(file.getInt(28)).isEqualTo(500_000);
        assertThat(file.getInt(32)).isEqualTo(length);
        assertThat(file.capacity()).isEqualTo(24 + 16 + length);
        ByteBuffer packet = file.slice(40, length);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += packet.getShort(i) & 0xffff;
        }
        assertThat((sum & 0xffff) + (sum >> 16)).as("checksum").isEqualTo(0xffff);
        assertThat(packet.getShort(20) & 0xffff).as("from us").isEqualTo(5060);
        assertThat(packet.getShort(22) & 0xffff).isEqualTo(5070);
    }
}
