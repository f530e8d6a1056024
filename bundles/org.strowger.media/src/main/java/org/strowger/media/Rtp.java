// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;

/** The few fields of an RTP or RTCP header that a relay looks at (RFC 3550 sections 5.1 and 6.4.1), read in place. */
final class Rtp {
    private static final int RTP_HEADER = 12;
    private static final int RTCP_HEADER = 8;

    private Rtp() {}

    /** Whether it is RTP or RTCP by length and version. */
    static boolean isPacket(ByteBuffer packet) {
        int length = packet.remaining();
        return length >= RTCP_HEADER && (packet.get(0) & 0xC0) == 0x80 && (length >= RTP_HEADER || isRtcp(packet));
    }

    /** Tells RTCP from RTP on one port (RFC 5761 section 4). */
    static boolean isRtcp(ByteBuffer packet) {
        int type = packet.get(1) & 0xFF;
        return type >= 192 && type <= 223;
    }

    /** Whether it is what two ends agree on a key with: ZRTP or DTLS (RFC 7983 section 7). */
    static boolean isKeying(ByteBuffer packet) {
        int first = packet.hasRemaining() ? packet.get(0) & 0xFF : 0;
        return first >= 16 && first <= 63;
    }

    static int ssrc(ByteBuffer packet) {
        return packet.getInt(isRtcp(packet) ? 4 : 8);
    }

    static short sequence(ByteBuffer packet) {
        return packet.getShort(2);
    }

    /** Makes a packet of one stream a packet of another, whose sequence is apart by a constant. */
    static void rewrite(ByteBuffer packet, int ssrc, short distance) {
        packet.putShort(2, (short) (packet.getShort(2) + distance));
        packet.putInt(8, ssrc);
    }
}
