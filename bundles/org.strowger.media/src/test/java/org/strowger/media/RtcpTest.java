// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final int OURS = 0x1234;
    private static final long NOW = 1_700_000_000_500L;

    @Test
    void aReceptionCountsWhatIsLostAndHowUnevenlyTheRestComes() {
        Reception reception = new Reception();
        for (int i : new int[] {65_530, 65_531, 65_533, 65_532, 65_535, 65_536, 65_539}) {
            int late = i % 2 == 0 ? 80 : 0;
            reception.hear(Packets.rtp(7, i), i * 160 + late);
        }
        assertThat(reception.received()).isEqualTo(7);
        assertThat(reception.lost()).isEqualTo(3);
        assertThat(reception.jitterMillis()).isBetween(1.0, 10.0);
        reception.hear(Packets.rtp(8, 100), 0);
        assertThat(reception.received()).isEqualTo(8);
        assertThat(reception.lost()).as("of a stream that is over too").isEqualTo(3);
    }

    @Test
    void whatTheFarEndReportsOfOurStreamIsKept() {
        Rtcp rtcp = rtcp(null, new Reception());
        assertThat(rtcp.lostThere()).isEqualTo(-1);
        ByteBuffer report = ByteBuffer.allocate(52)
                .put((byte) 0x81)
                .put((byte) 200)
                .putShort((short) 12)
                .putInt(7)
                .put(new byte[20]);
        report.putInt(OURS)
                .putInt(0x10_000005)
                .putInt(0)
                .putInt(160)
                .putInt(0)
                .putInt(0)
                .flip();
        rtcp.hear(report, NOW);
        assertThat(rtcp.lostThere()).isEqualTo(5);
        assertThat(rtcp.jitterThere()).isEqualTo(160);
    }

    @Test
    void whatIsCutOffOrOfOthersIsPassedOver() {
        Rtcp rtcp = rtcp(null, new Reception());
        for (int length = 0; length < 32; length++) {
            ByteBuffer report = ByteBuffer.allocate(32)
                    .put((byte) 0x81)
                    .put((byte) 201)
                    .putShort((short) 7)
                    .putInt(7)
                    .putInt(length == 31 ? OURS : OURS + 1);
            rtcp.hear(report.position(0).limit(length), NOW);
        }
        assertThat(rtcp.lostThere()).isEqualTo(-1);
    }

    @Test
    void aReportGoesOutEachFiveSeconds() throws Exception {
        try (Phone phone = new Phone("127.0.0.2", 7);
                DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress("127.0.0.1", 0));
            Latch latch = new Latch(new Latch.Policy(2, 0, 0, true));
            InetSocketAddress there = new InetSocketAddress("127.0.0.2", phone.port());
            latch.signal(new Signalled(there, there, there.getAddress(), true, false));
            Reception reception = new Reception();
            reception.hear(Packets.rtp(7, 10), 0);
            reception.hear(Packets.rtp(7, 13), 0);
            Rtcp rtcp = rtcp(new Lane("call", 1, channel, latch), reception);
            for (int i = 0; i < 249; i++) {
                rtcp.beat(NOW);
            }
            assertThat(phone.heard()).isEmpty();
            rtcp.beat(NOW);
            ByteBuffer report = phone.packet();
            assertThat(report.get(1) & 0xFF).isEqualTo(201);
            assertThat(report.getInt(4)).isEqualTo(OURS);
            assertThat(report.getInt(8)).isEqualTo(7);
            assertThat(report.getInt(12) & 0xFFFFFF).as("lost").isEqualTo(2);
            assertThat(report.getInt(16)).as("highest").isEqualTo(13);
            assertThat(report.get(33) & 0xFF).as("a description follows").isEqualTo(202);
            assertThat(report.limit() % 4).isZero();
        }
    }

    private static Rtcp rtcp(Lane lane, Reception reception) {
        ByteBuffer packet = ByteBuffer.allocateDirect(2_048);
        return new Rtcp(lane, packet, new Voice(lane, packet, OURS, 1, 1, playing -> {}), reception);
    }
}
