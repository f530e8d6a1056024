// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.media.Await.until;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Leg.Side;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;

class MediaRelayTest {
    @TempDir
    private Path storage;

    private Installed media;
    private Phone a;
    private Phone b;
    private Phone intruder;
    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        media = Installed.start(storage, 7, Installed.RANGE);
        relay = media.relay("call-1");
        a = new Phone("127.0.0.2", 0xA);
        b = new Phone("127.0.0.3", 0xB);
        intruder = new Phone("127.0.0.66", 0x666);
    }

    @AfterEach
    void stop() {
        media.close();
        a.close();
        b.close();
        intruder.close();
    }

    @Test
    void twoPhonesHearEachOther() throws Exception {
        int forB = Phone.port(relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses()));
        int forA = Phone.port(relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses()));
        for (int i = 0; i < 10; i++) {
            a.send(forA, "hello " + i);
            assertThat(b.hear()).isEqualTo("hello " + i);
            b.send(forB, "hi " + i);
            assertThat(a.hear()).isEqualTo("hi " + i);
        }
        assertThat(media.service().sockets())
                .filteredOn(socket -> socket.part().equals("rtp"))
                .allSatisfy(socket -> {
                    assertThat(socket.latch()).isEqualTo("locked");
                    assertThat(socket.packetsIn()).isEqualTo(10);
                    assertThat(socket.callId()).isEqualTo("call-1");
                });
    }

    @Test
    void anIntruderIsNotHeardAndGetsNothing() throws Exception {
        int forA = talk();
        for (int i = 0; i < 20; i++) {
            intruder.send(forA, "bleed");
        }
        a.send(forA, "still me");
        assertThat(b.hear()).isEqualTo("still me");
        b.send(socketFacing("B").port(), "still you");
        assertThat(a.hear()).isEqualTo("still you");
        assertThat(intruder.heard()).isEmpty();
        assertThat(socketFacing("A").strangers()).isEqualTo(20);
    }

    @Test
    void garbageIsCountedAndNotRelayed() throws Exception {
        int forA = talk();
        a.send(Phone.EXCHANGE, forA, Packets.bytes(0, 1, 2, 3));
        a.send(forA, "after");
        assertThat(b.hear()).isEqualTo("after");
        assertThat(socketFacing("A").garbage()).isEqualTo(1);
    }

    @Test
    void rtcpIsRelayedBesideRtp() throws Exception {
        try (Phone aRtcp = new Phone("127.0.0.2", 0xA);
                Phone bRtcp = new Phone("127.0.0.3", 0xB)) {
            relay.pass(Side.A, withRtcp(a, aRtcp), a.addresses(), b.addresses());
            int forA = Phone.port(relay.pass(Side.B, withRtcp(b, bRtcp), b.addresses(), a.addresses()));
            aRtcp.send(Phone.EXCHANGE, forA + 1, Packets.rtcp(0xA));
            assertThat(bRtcp.packet().getInt(4)).isEqualTo(0xA);
        }
    }

    @Test
    void aPhoneWithAPrivateAddressIsSentToWhereItSignalsFrom() throws Exception {
        relay.pass(Side.A, a.sdp("IN IP4 10.255.255.1", "a=sendrecv"), a.addresses(), b.addresses());
        relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses());
        b.send(socketFacing("B").port(), "over the NAT");
        assertThat(a.hear()).isEqualTo("over the NAT");
    }

    @Test
    void aReofferKeepsThePortsAndFollowsToTheNewAddress() throws Exception {
        int forA = talk();
        int forB = socketFacing("B").port();
        try (Phone moved = new Phone("127.0.0.9", 0xA9)) {
            int again = Phone.port(relay.pass(Side.A, moved.sdp(), moved.addresses(), b.addresses()));
            assertThat(again).isEqualTo(forB);
            assertThat(Phone.port(relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses())))
                    .isEqualTo(forA);
            b.send(forB, "to the new place");
            assertThat(moved.hear()).isEqualTo("to the new place");
        }
    }

    @Test
    void aHeldPhoneIsSentNothingUntilItTakesTheCallBack() throws Exception {
        talk();
        Body held = relay.pass(Side.A, a.sdp("IN IP4 0.0.0.0", "a=sendrecv"), a.addresses(), b.addresses());
        assertThat(held.text()).contains("a=sendonly\r\n").doesNotContain("0.0.0.0");
        int forB = socketFacing("B").port();
        b.send(forB, "nobody listens");
        until(() -> socketFacing("B").packetsIn() == 7);
        assertThat(a.heard()).isEmpty();
        relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        b.send(forB, "back again");
        assertThat(a.hear()).isEqualTo("back again");
    }

    @Test
    void phonesThatRingAtOnceSeeTheSamePortsAndTheOneThatAnswersIsSpokenTo() throws Exception {
        try (Phone second = new Phone("127.0.0.4", 0xB2)) {
            int first = Phone.port(relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses()));
            assertThat(Phone.port(relay.pass(Side.A, a.sdp(), a.addresses(), second.addresses())))
                    .isEqualTo(first);
            Body early = relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses());
            b.send(first, "ring back tone");
            assertThat(a.hear()).isEqualTo("ring back tone");
            Body answer = relay.pass(Side.B, second.sdp(), second.addresses(), a.addresses());
            assertThat(Phone.port(answer)).isEqualTo(Phone.port(early));
            a.send(Phone.port(answer), "hello second");
            assertThat(second.hear()).isEqualTo("hello second");
            second.send(first, "hello a");
            assertThat(a.hear()).isEqualTo("hello a");
        }
    }

    @Test
    void aPhoneReachedFromAnotherAddressOfOursHasPortsThere() throws Exception {
        LegAddresses elsewhere = new LegAddresses("127.0.0.3", "127.0.0.11", "127.0.0.11");
        relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        Body other = relay.pass(Side.A, a.sdp(), a.addresses(), elsewhere);
        assertThat(other.text()).contains("c=IN IP4 127.0.0.11");
        relay.pass(Side.B, b.sdp(), elsewhere, a.addresses());
        b.send("127.0.0.11", Phone.port(other), "from the other side");
        assertThat(a.hear()).isEqualTo("from the other side");
    }

    @Test
    void mediaThatOutrunsTheAnswerIsHeard() throws Exception {
        int forB = Phone.port(relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses()));
        b.send(forB, "early");
        assertThat(a.hear()).isEqualTo("early");
    }

    @Test
    @EnabledIf("ipv6")
    void theTwoFamiliesOfAddressesAreBridged() throws Exception {
        try (Phone six = new Phone("::1", 0x6)) {
            Body offer = relay.pass(Side.A, six.sdp("IN IP6 ::1", "a=sendrecv"), six.addresses(), b.addresses());
            assertThat(offer.text()).contains("c=IN IP4 " + Phone.EXCHANGE);
            Body answer = relay.pass(Side.B, b.sdp(), b.addresses(), six.addresses());
            assertThat(answer.text()).contains("c=IN IP6 ::1");
            six.send("::1", Phone.port(answer), "six to four");
            assertThat(b.hear()).isEqualTo("six to four");
            b.send(Phone.port(offer), "four to six");
            assertThat(six.hear()).isEqualTo("four to six");
        }
    }

    @Test
    void aCallTakesFourPortsAStreamAndGivesThemBackOnce() throws Exception {
        assertThat(media.ports()).isZero();
        talk();
        assertThat(media.service().tables()).extracting(Table::callIds).containsOnly(Set.of("call-1"));
        assertThat(media.ports()).isEqualTo(4);
        relay.close();
        relay.close();
        until(() -> media.ports() == 0);
        assertThat(media.service().tables())
                .allSatisfy(table -> assertThat(table.size()).isZero());
    }

    @Test
    void anOfferThatCannotBeServedWholeTakesNothing() throws Exception {
        media.configure(Map.of("port.min", 22_000, "port.max", 22_005));
        Body video = Body.sdp(a.sdp().text() + "m=video 9000 RTP/AVP 96\r\n");
        Relay other = media.relay("call-2");
        assertThatThrownBy(() -> other.pass(Side.A, video, a.addresses(), b.addresses()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.status().code()).isEqualTo(503))
                .hasMessageContaining("no RTP port is free");
        until(() -> media.ports() == 0);
        assertThat(Phone.port(other.pass(Side.A, a.sdp(), a.addresses(), b.addresses())))
                .isBetween(22_000, 22_005);
    }

    @Test
    void aPortThatSomebodyElseHasIsSkipped() throws Exception {
        try (DatagramSocket rtp = new DatagramSocket(new InetSocketAddress(Phone.EXCHANGE, 22_010));
                DatagramSocket rtcp = new DatagramSocket(new InetSocketAddress(Phone.EXCHANGE, 22_013))) {
            media.configure(Map.of("port.min", 22_010, "port.max", 22_017));
            Relay other = media.relay("call-2");
            Body shown = other.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
            assertThat(List.of(22_014, 22_016)).contains(Phone.port(shown));
            assertThat(rtp.isBound() && rtcp.isBound()).isTrue();
            assertThat(media.ports()).isEqualTo(4);
        }
    }

    @Test
    void aNewRangeIsForNewCallsAndLeavesTheOthersTalking() throws Exception {
        int forA = talk();
        media.configure(Map.of("port.min", 22_020, "port.max", 22_029, "threads", 2));
        a.send(forA, "still here");
        assertThat(b.hear()).isEqualTo("still here");
        Body shown = media.relay("call-2").pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        assertThat(Phone.port(shown)).isBetween(22_020, 22_029);
    }

    @Test
    void anAddressThatIsNotOursIsAWantOfPorts() {
        LegAddresses wrong = new LegAddresses("127.0.0.2", "198.51.100.1", "198.51.100.1");
        assertThatThrownBy(() -> relay.pass(Side.A, a.sdp(), wrong, b.addresses()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.status().code()).isEqualTo(503))
                .hasMessageContaining("198.51.100.1");
        assertThat(media.ports()).isZero();
    }

    @Test
    void aBodyThatIsNoDescriptionPassesUnchanged() throws Exception {
        Body text = new Body("text/plain", new byte[] {1, 2, 3});
        assertThat(relay.pass(Side.A, text, a.addresses(), b.addresses())).isSameAs(text);
        assertThat(media.ports()).isZero();
    }

    @Test
    void tooManyStreamsAreNotAcceptable() {
        Body many = Body.sdp(a.sdp().text() + "m=audio 4000 RTP/AVP 8\r\n".repeat(8));
        assertThatThrownBy(() -> relay.pass(Side.A, many, a.addresses(), b.addresses()))
                .hasMessageContaining("9 streams");
    }

    @Test
    void aClosedRelayTakesNoPorts() {
        relay.close();
        assertThatThrownBy(() -> relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses()))
                .isInstanceOf(MediaException.class);
        assertThat(media.ports()).isZero();
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
                .filter(socket -> socket.facing().equals(end) && socket.part().equals("rtp"))
                .findFirst()
                .orElseThrow();
    }

    static boolean ipv6() {
        try (Phone six = new Phone("::1", 0)) {
            return six.port() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Body withRtcp(Phone rtp, Phone rtcp) {
        return Body.sdp(rtp.sdp().text() + "a=rtcp:" + rtcp.port() + "\r\n");
    }
}
