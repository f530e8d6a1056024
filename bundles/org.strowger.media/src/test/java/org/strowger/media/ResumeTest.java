// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.media.Await.until;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Leg.Side;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;

/** One version of the bundle goes, the next comes, and calls go on. What passes between the two is a map. */
class ResumeTest {
    private static final Logger log = LoggerFactory.getLogger(ResumeTest.class);

    @TempDir
    private Path storage;

    private Installed media;
    private Phone a;
    private Phone b;
    private Relay relay;
    private int versions;

    @BeforeEach
    void start() throws Exception {
        media = Installed.start(storage, versions, Installed.RANGE);
        relay = media.relay("call-1");
        a = new Phone("127.0.0.2", 0xA);
        b = new Phone("127.0.0.3", 0xB);
    }

    @AfterEach
    void stop() {
        media.close();
        a.close();
        b.close();
    }

    @Test
    void phonesThatTalkHearEachOtherAgainAtTheSamePorts() throws Exception {
        int forA = talk();
        int forB = socketFacing("B").port();
        replace();
        assertThat(media.service().sockets())
                .filteredOn(socket -> socket.part().equals("rtp"))
                .allSatisfy(socket -> assertThat(socket.latch()).isEqualTo("locked"))
                .extracting(Streams.Socket::port)
                .containsExactlyInAnyOrder(forA, forB);
        b.send(forB, "b goes on");
        assertThat(a.hear()).isEqualTo("b goes on");
        a.send(forA, "a goes on");
        assertThat(b.hear()).isEqualTo("a goes on");
    }

    @Test
    void memoryIsTheSameAfterTheRelayWasClosedAndAfterItWasResumed() throws Exception {
        talk();
        Map<String, Object> before = relay.memory();
        relay.close();
        assertThat(relay.memory()).isEqualTo(before);
        until(() -> media.ports() == 0);
        assertThat(media.user().relay("call-1", before).memory()).isEqualTo(before);
    }

    @Test
    void memoryCanBeReadBeforeAnythingWasDescribedToo() throws Exception {
        replace();
        assertThat(media.ports()).isZero();
        talk();
    }

    @Test
    void aPhoneBehindANatIsSentToWhereItWasLatchedBeforeItSendsAgain() throws Exception {
        Body elsewhere = Body.sdp(a.sdp().text().replace("m=audio " + a.port(), "m=audio 9"));
        relay.pass(Side.A, elsewhere, a.addresses(), b.addresses());
        int forA = Phone.port(relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses()));
        for (int i = 0; i < 6; i++) {
            a.send(forA, "a");
            b.hear();
        }
        replace();
        b.send(socketFacing("B").port(), "to the latched port");
        assertThat(a.hear()).isEqualTo("to the latched port");
    }

    @Test
    void anIntruderDoesNotProfitFromTheGap() throws Exception {
        int forA = talk();
        replace();
        try (Phone intruder = new Phone("127.0.0.66", 0x666)) {
            intruder.send(forA, "bleed");
            a.send(forA, "still me");
            assertThat(b.hear()).isEqualTo("still me");
            b.send(socketFacing("B").port(), "still you");
            assertThat(a.hear()).isEqualTo("still you");
            assertThat(socketFacing("A").strangers()).isEqualTo(1);
        }
    }

    @Test
    void aPhoneThatHoldsIsSentNothingUntilItTakesTheCallBack() throws Exception {
        talk();
        relay.pass(Side.A, a.sdp("IN IP4 0.0.0.0", "a=sendrecv"), a.addresses(), b.addresses());
        replace();
        int forB = socketFacing("B").port();
        b.send(forB, "nobody listens");
        until(() -> socketFacing("B").packetsIn() == 1);
        assertThat(a.heard()).isEmpty();
        relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        b.send(forB, "back again");
        assertThat(a.hear()).isEqualTo("back again");
    }

    @Test
    void theSessionGoesOnWithItsVersion() throws Exception {
        String before = origin(relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses()));
        replace();
        assertThat(origin(relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses())))
                .isEqualTo(before);
        Body held = relay.pass(Side.A, a.sdp("IN IP4 127.0.0.2", "a=sendonly"), a.addresses(), b.addresses());
        long version = Long.parseLong(before.split(" ")[2]);
        assertThat(origin(held)).isEqualTo(before.replace(" " + version + " ", " " + (version + 1) + " "));
    }

    @Test
    void everyStreamAndEveryLocalAddressIsTakenUp() throws Exception {
        LegAddresses elsewhere = new LegAddresses("127.0.0.3", "127.0.0.11", "127.0.0.11");
        Body video = Body.sdp(a.sdp().text() + "m=video 9000 RTP/AVP 96\r\n");
        Body here = relay.pass(Side.A, video, a.addresses(), b.addresses());
        Body there = relay.pass(Side.A, video, a.addresses(), elsewhere);
        replace();
        assertThat(media.ports()).isEqualTo(12);
        assertThat(relay.pass(Side.A, video, a.addresses(), b.addresses())).isEqualTo(here);
        assertThat(relay.pass(Side.A, video, a.addresses(), elsewhere)).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void wherePortsAreLostTheNextDescriptionBringsOthers(int which) throws Exception {
        int forA = talk();
        Map<String, Object> memory = relay.memory();
        media.close();
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(Phone.EXCHANGE, forA + which))) {
            resume(memory);
            assertThat(other.isBound()).isTrue();
            assertThat(media.ports()).isEqualTo(2);
            b.send(socketFacing("B").port(), "a is sent nothing yet");
            until(() -> socketFacing("B").packetsIn() == 1);
            relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
            int again = Phone.port(relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses()));
            assertThat(again).isNotEqualTo(forA);
            a.send(again, "by another port");
            assertThat(b.hear()).isEqualTo("by another port");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void newCallsDoNotGetThePortsOfThoseThatAreStillToBeResumed(int seed) throws Exception {
        Map<String, Object> narrow = Map.of("port.min", 22_100, "port.max", 22_115);
        media.configure(narrow);
        int forA = talk();
        Map<String, Object> memory = relay.memory();
        media.close();
        media = Installed.start(storage, seed, narrow);
        for (String call : List.of("new-1", "new-2", "new-3")) {
            media.relay(call).pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        }
        relay = media.user().relay("call-1", memory);
        assertThat(socketFacing("A").port()).isEqualTo(forA);
    }

    @Test
    void aNewRangeOfPortsTakesNoneFromACallThatIsResumed() throws Exception {
        int forA = talk();
        Map<String, Object> memory = relay.memory();
        media.close();
        media = Installed.start(storage, 1, Map.of("port.min", 22_200, "port.max", 22_209));
        relay = media.user().relay("call-1", memory);
        a.send(forA, "out of range, and heard");
        assertThat(b.hear()).isEqualTo("out of range, and heard");
    }

    @ParameterizedTest
    @MethodSource
    void aMemoryThatCannotBeReadIsNone(String what, Map<String, Object> change) throws Exception {
        talk();
        Map<String, Object> memory = new HashMap<>(relay.memory());
        memory.putAll(change);
        media.close();
        resume(memory);
        assertThat(media.ports()).as(what).isZero();
        talk();
    }

    static Stream<Arguments> aMemoryThatCannotBeReadIsNone() {
        Map<String, Object> pair = Map.of("facing", "A", "stream", 0, "port", 21_000, "spoken.to", true);
        return Stream.of(
                Arguments.of("a later format", Map.of("format", 2)),
                Arguments.of("a format that is no number", Map.of("format", "1")),
                Arguments.of("an echo", Map.of("kind", "echo")),
                Arguments.of("no such kind", Map.of("kind", 7)),
                Arguments.of("an id that is none", Map.of("id", "one")),
                Arguments.of("no list", Map.of("pairs", "none")),
                Arguments.of("a list of something else", Map.of("pairs", List.of(1, 2))),
                Arguments.of("half a pair", Map.of("pairs", List.of(pair))),
                Arguments.of("half an origin", Map.of("origins", List.of(Map.of("receiver", "B 127.0.0.1")))));
    }

    @Test
    void aMemoryOfNothingKnownIsNone() throws Exception {
        media.close();
        resume(Map.of("menu", "sales"));
        talk();
    }

    @Test
    void anEchoGoesOnAsTheSameSender() throws Exception {
        MediaPort echo = media.echo("call-2");
        Body answer = echo.answer(a.sdp(), a.addresses());
        int port = Phone.port(answer);
        a.send(Phone.EXCHANGE, port, Packets.rtp(0xA, 7, "one"));
        ByteBuffer first = a.packet();
        Map<String, Object> memory = echo.memory();
        media.close();
        media = Installed.start(storage, 1, Installed.RANGE);
        MediaPort resumed = media.user().echo("call-2", memory);
        assertThat(resumed.memory()).isEqualTo(memory);
        a.send(Phone.EXCHANGE, port, Packets.rtp(0xA, 8, "two"));
        ByteBuffer second = a.packet();
        assertThat(Rtp.ssrc(second)).isEqualTo(Rtp.ssrc(first));
        assertThat((short) (Rtp.sequence(second) - Rtp.sequence(first))).isEqualTo((short) 1);
        assertThat(resumed.answer(a.sdp(), a.addresses())).isEqualTo(answer);
        resumed.close();
        until(() -> media.ports() == 0);
    }

    @Test
    void anEchoThatWasNeverDescribedIsResumedWithoutPorts() throws Exception {
        Map<String, Object> memory = media.echo("call-2").memory();
        media.close();
        media = Installed.start(storage, 1, Installed.RANGE);
        MediaPort resumed = media.user().echo("call-2", memory);
        assertThat(media.ports()).isZero();
        a.send(Phone.port(resumed.answer(a.sdp(), a.addresses())), "hello");
        assertThat(a.hear()).isEqualTo("hello");
    }

    @Test
    void hundredsOfCallsAreResumed() throws Exception {
        List<Map<String, Object>> memories = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Relay each = media.relay("call-" + i);
            each.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
            memories.add(each.memory());
        }
        long stopped = System.nanoTime();
        media.close();
        media = Installed.start(storage, 1, Installed.RANGE);
        long started = System.nanoTime();
        for (int i = 0; i < memories.size(); i++) {
            media.user().relay("call-" + i, memories.get(i));
        }
        long resumed = System.nanoTime();
        log.info(
                "stop and start: {} us; 200 calls with 800 sockets resumed: {} us",
                (started - stopped) / 1_000,
                (resumed - started) / 1_000);
        assertThat(media.ports()).isEqualTo(800);
    }

    /** The next version of the bundle, and the call's relay there. */
    private void replace() throws Exception {
        media.close();
        resume(relay.memory());
    }

    private void resume(Map<String, Object> memory) throws Exception {
        media = Installed.start(storage, ++versions, Installed.RANGE);
        relay = media.user().relay("call-1", memory);
    }

    /** A call that talks: both latches are locked. Returns the port that A sends to. */
    private int talk() throws MediaException {
        int forB = Phone.port(relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses()));
        int forA = Phone.port(relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses()));
        for (int i = 0; i < 6; i++) {
            a.send(forA, "a");
            b.hear();
            b.send(forB, "b");
            a.hear();
        }
        return forA;
    }

    private Streams.Socket socketFacing(String end) {
        return media.service().sockets().stream()
                .filter(socket -> socket.callId().equals("call-1")
                        && socket.facing().equals(end)
                        && socket.part().equals("rtp"))
                .findFirst()
                .orElseThrow();
    }

    private static String origin(Body sdp) {
        return sdp.text()
                .lines()
                .filter(line -> line.startsWith("o="))
                .findFirst()
                .orElseThrow();
    }
}
