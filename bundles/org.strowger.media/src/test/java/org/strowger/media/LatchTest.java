// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.media.Latch.Verdict.GARBAGE;
import static org.strowger.media.Latch.Verdict.STRANGER;
import static org.strowger.media.Latch.Verdict.TAKEN;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.media.Latch.State;
import org.strowger.media.Latch.Verdict;

class LatchTest {
    private static final InetSocketAddress DESCRIBED = at("203.0.113.7", 4000);
    /** The same phone behind a NAT that gave it another port. */
    private static final InetSocketAddress MAPPED = at("203.0.113.7", 61_000);

    private static final InetSocketAddress INTRUDER = at("198.51.100.66", 4000);
    private static final InetSocketAddress RELAYED = at("198.51.100.9", 7000);
    private static final int PHONE = 0x1111;
    private static final int OTHER = 0x6666;

    private static final Latch.Policy POLICY = new Latch.Policy(5, 1_000, 3_000, true);

    private Latch latch = new Latch(POLICY);
    private long now = 1_000_000;
    private int sequence = 65_533;

    LatchTest() {
        latch.signal(end(DESCRIBED));
    }

    @Test
    void beforeAnyPacketMediaGoesWhereTheDescriptionSays() {
        assertThat(latch.target()).isEqualTo(DESCRIBED);
        assertThat(latch.state()).isEqualTo(State.OPEN);
    }

    @Test
    void thePhonesOwnSourceIsFollowedAtOnceAndLockedAfterFivePackets() {
        assertThat(hear(MAPPED, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.target()).isEqualTo(MAPPED);
        assertThat(latch.state()).isEqualTo(State.LEARNING);
        hear(MAPPED, PHONE, 4);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
    }

    @Test
    void anIntruderCannotBreakALock() {
        hear(MAPPED, PHONE, 5);
        for (int i = 0; i < 200; i++) {
            assertThat(hear(INTRUDER, OTHER)).isEqualTo(STRANGER);
            assertThat(hear(MAPPED, PHONE)).isEqualTo(TAKEN);
        }
        assertThat(latch.target()).isEqualTo(MAPPED);
    }

    @Test
    void anIntruderWithAStreamOfItsOwnCannotBreakALockEvenInSilence() {
        hear(MAPPED, PHONE, 5);
        now += 60_000;
        assertThat(hear(INTRUDER, OTHER)).isEqualTo(STRANGER);
        assertThat(latch.target()).isEqualTo(MAPPED);
    }

    @Test
    void anIntruderThatCameFirstGivesWayToThePhoneEvenWhenLocked() {
        for (int i = 0; i < 100; i++) {
            hear(INTRUDER, OTHER);
        }
        assertThat(latch.state()).isEqualTo(State.LOCKED);
        assertThat(hear(MAPPED, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.target()).isEqualTo(MAPPED);
        assertThat(hear(INTRUDER, OTHER)).isEqualTo(STRANGER);
    }

    @Test
    void aStrangerIsHeardAtOnceButSentNothingBeforeItHasLasted() {
        for (int i = 0; i < 50; i++) {
            assertThat(hear(RELAYED, PHONE)).isEqualTo(TAKEN);
            assertThat(latch.target()).isEqualTo(DESCRIBED);
        }
        hear(RELAYED, PHONE, 2);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
        assertThat(latch.target()).isEqualTo(RELAYED);
    }

    @Test
    void ofTwoStrangersTheFirstIsHeard() {
        assertThat(hear(RELAYED, PHONE)).isEqualTo(TAKEN);
        assertThat(hear(INTRUDER, OTHER)).isEqualTo(STRANGER);
    }

    @Test
    void aStrangerThatFallsSilentBeforeItIsLockedLosesItsPlace() {
        hear(INTRUDER, OTHER);
        now += 3_000;
        assertThat(hear(RELAYED, PHONE)).isEqualTo(TAKEN);
    }

    @Test
    void strangersCanBeForbidden() {
        Latch strict = new Latch(new Latch.Policy(5, 1_000, 3_000, false));
        strict.signal(end(DESCRIBED));
        assertThat(strict.hear(RELAYED, Packets.rtp(PHONE, 1), now)).isEqualTo(STRANGER);
        assertThat(strict.hear(MAPPED, Packets.rtp(PHONE, 1), now)).isEqualTo(TAKEN);
    }

    @Test
    void theDescribedSourceWinsOverANeighbourThatIsNotLocked() {
        hear(MAPPED, OTHER, 4);
        assertThat(hear(DESCRIBED, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.target()).isEqualTo(DESCRIBED);
        assertThat(hear(MAPPED, OTHER)).isEqualTo(STRANGER);
    }

    @Test
    void aNeighbourOfALockedSourceWaitsForItsSilence() {
        hear(MAPPED, PHONE, 5);
        assertThat(hear(DESCRIBED, OTHER)).isEqualTo(STRANGER);
        now += 3_000;
        assertThat(hear(DESCRIBED, OTHER)).isEqualTo(TAKEN);
        assertThat(latch.target()).isEqualTo(DESCRIBED);
    }

    @Test
    void aPhoneWhoseNatChangesGoesOnWithItsStreamFromElsewhereAfterASilence() {
        hear(MAPPED, PHONE, 5);
        InetSocketAddress roamed = at("198.51.100.200", 30_000);
        assertThat(hear(roamed, PHONE)).isEqualTo(STRANGER);
        now += 3_000;
        assertThat(hear(roamed, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
        assertThat(latch.target()).isEqualTo(roamed);
    }

    @Test
    void sameStreamMeansSameSequenceToo() {
        hear(MAPPED, PHONE, 5);
        now += 3_000;
        sequence += 10_000;
        assertThat(hear(at("198.51.100.200", 30_000), PHONE)).isEqualTo(STRANGER);
    }

    @Test
    void packetsThatDoNotFollowEachOtherDoNotLock() {
        for (int i = 0; i < 50; i++) {
            sequence += 4_000;
            hear(MAPPED, PHONE);
        }
        assertThat(latch.state()).isEqualTo(State.LEARNING);
    }

    @Test
    void aDescriptionWithAnotherAddressOpensTheLatch() {
        hear(MAPPED, PHONE, 5);
        InetSocketAddress moved = at("198.51.100.20", 5000);
        latch.signal(end(moved));
        assertThat(latch.target()).isEqualTo(moved);
        assertThat(latch.state()).isEqualTo(State.OPEN);
        assertThat(hear(moved, OTHER)).isEqualTo(TAKEN);
    }

    @Test
    void aDescriptionThatSaysNothingNewLeavesTheLock() {
        hear(MAPPED, PHONE, 5);
        latch.signal(end(DESCRIBED));
        assertThat(latch.target()).isEqualTo(MAPPED);
        assertThat(hear(INTRUDER, OTHER)).isEqualTo(STRANGER);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
    }

    @Test
    void aHeldPhoneIsSentNothingAndKeepsItsLock() {
        hear(MAPPED, PHONE, 5);
        latch.signal(new Signalled(null, null, DESCRIBED.getAddress(), true, true));
        assertThat(latch.target()).isNull();
        assertThat(hear(MAPPED, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.target()).isNull();
        latch.signal(end(DESCRIBED));
        assertThat(latch.target()).isEqualTo(MAPPED);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
    }

    @Test
    void aPhoneBehindNatIsKnownByItsPrivateAddressAsWellAsByItsPublicOne() {
        InetSocketAddress inside = at("10.0.0.5", 4000);
        latch.signal(new Signalled(DESCRIBED, inside, DESCRIBED.getAddress(), true, false));
        assertThat(latch.target()).isEqualTo(DESCRIBED);
        assertThat(hear(inside, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.target()).isEqualTo(inside);
    }

    @Test
    void whoeverWasCalledMaySpeakBeforeItDescribesItself() {
        latch.signal(Signalled.called(DESCRIBED.getAddress(), true));
        assertThat(latch.target()).isNull();
        assertThat(hear(MAPPED, PHONE)).isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 64, 79, 0xC0})
    void whatIsNotRtpIsGarbageEvenFromThePhone(int first) {
        hear(MAPPED, PHONE, 5);
        ByteBuffer packet = Packets.bytes(first, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0x11, 0x11);
        assertThat(latch.hear(MAPPED, packet, now)).isEqualTo(GARBAGE);
    }

    @Test
    void shortPacketsAreGarbage() {
        assertThat(latch.hear(MAPPED, Packets.bytes(), now)).isEqualTo(GARBAGE);
        assertThat(latch.hear(MAPPED, Packets.bytes(0x80), now)).isEqualTo(GARBAGE);
        assertThat(latch.hear(MAPPED, Packets.bytes(0x80, 8, 0, 1, 0, 0, 0, 0), now))
                .isEqualTo(GARBAGE);
    }

    @Test
    void keyAgreementPassesFromWhereMediaGoesToAndTeachesNothing() {
        ByteBuffer dtls = Packets.bytes(22, 0xFE, 0xFD, 0);
        assertThat(latch.hear(INTRUDER, dtls, now)).isEqualTo(GARBAGE);
        assertThat(latch.hear(DESCRIBED, dtls, now)).isEqualTo(TAKEN);
        assertThat(latch.state()).isEqualTo(State.OPEN);
    }

    @Test
    void faxIsTakenWithoutLookingInside() {
        latch.signal(new Signalled(DESCRIBED, DESCRIBED, DESCRIBED.getAddress(), false, false));
        for (int i = 0; i < 5; i++) {
            assertThat(latch.hear(MAPPED, Packets.bytes(0, i), now)).isEqualTo(TAKEN);
        }
        assertThat(latch.state()).isEqualTo(State.LOCKED);
        assertThat(latch.hear(INTRUDER, Packets.bytes(0, 6), now)).isEqualTo(STRANGER);
        now += 3_000;
        assertThat(latch.hear(INTRUDER, Packets.bytes(0, 6), now)).isEqualTo(STRANGER);
    }

    @Test
    void rtcpLocksWithTwoPackets() {
        Latch rtcp = new Latch(new Latch.Policy(5, 1_000, 3_000, true).forRtcp());
        rtcp.signal(end(at("203.0.113.7", 4001)));
        InetSocketAddress mapped = at("203.0.113.7", 61_001);
        rtcp.hear(mapped, Packets.rtcp(PHONE), now);
        rtcp.hear(mapped, Packets.rtcp(PHONE), now + 5_000);
        assertThat(rtcp.state()).isEqualTo(State.LOCKED);
        assertThat(rtcp.target()).isEqualTo(mapped);
    }

    @Test
    void aLockOutlivesItsSocketWithTheStreamThatItHeld() {
        hear(MAPPED, PHONE, 5);
        now += 60_000;
        latch = resumed();
        assertThat(latch.state()).isEqualTo(State.LOCKED);
        assertThat(latch.target()).isEqualTo(MAPPED);
        assertThat(latch.remote()).isEqualTo(MAPPED);
        assertThat(hear(RELAYED, PHONE)).isEqualTo(STRANGER);
        now += 3_000;
        assertThat(hear(INTRUDER, OTHER)).isEqualTo(STRANGER);
        assertThat(hear(RELAYED, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
    }

    @Test
    void whatWasBeingLearnedIsLearnedAgain() {
        hear(RELAYED, PHONE, 5);
        now += 60_000;
        latch = resumed();
        assertThat(latch.state()).isEqualTo(State.LEARNING);
        assertThat(latch.target()).isEqualTo(DESCRIBED);
        hear(RELAYED, PHONE, 5);
        assertThat(latch.state()).isEqualTo(State.LEARNING);
        now += 1_000;
        assertThat(hear(RELAYED, PHONE)).isEqualTo(TAKEN);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
    }

    @Test
    void aHoldOutlivesItsSocketAndTheEndThatWasHeldComesBack() {
        hear(MAPPED, PHONE, 5);
        latch.signal(new Signalled(null, null, DESCRIBED.getAddress(), true, true));
        assertThat(latch.target()).isNull();
        latch = resumed();
        assertThat(latch.target()).isNull();
        assertThat(latch.remote()).isNull();
        latch.signal(end(DESCRIBED));
        assertThat(latch.target()).isEqualTo(MAPPED);
        assertThat(latch.state()).isEqualTo(State.LOCKED);
    }

    /** Another latch that knows of this one what a memory has of it. */
    private Latch resumed() {
        Memory memory = new Memory(latch.snapshot().values());
        return new Latch(POLICY, Latch.Snapshot.of(memory), now);
    }

    private Verdict hear(InetSocketAddress from, int ssrc) {
        now += 20;
        return latch.hear(from, Packets.rtp(ssrc, sequence++), now);
    }

    private void hear(InetSocketAddress from, int ssrc, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(hear(from, ssrc)).isEqualTo(TAKEN);
        }
    }

    private static Signalled end(InetSocketAddress address) {
        return new Signalled(address, address, address.getAddress(), true, false);
    }

    private static InetSocketAddress at(String host, int port) {
        InetAddress address = Addresses.numeric(host).orElseThrow();
        return new InetSocketAddress(address, port);
    }
}
