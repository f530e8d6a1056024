// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reports of one stream, both ways (RFC 3550 section 6.4), every five seconds. Confined to the loop's thread but for what says any. */
final class Rtcp {
    private static final int BEATS = 250;
    private static final int SENDER = 200;
    private static final int RECEIVER = 201;
    private static final int DESCRIPTION = 202;
    private static final int CNAME = 1;
    private static final int BLOCK = 24;

    /** Seconds between 1900, where NTP begins to count, and 1970. */
    private static final long NTP = 2_208_988_800L;

    private final Lane lane;
    private final ByteBuffer packet;
    private final Voice voice;
    private final Reception reception;
    private final byte[] name;
    private int beats;
    private long spoken;
    private int senderMoment;
    private long senderMillis;
    private volatile long lostThere = -1;
    private volatile long jitterThere = -1;

    Rtcp(Lane lane, ByteBuffer packet, Voice voice, Reception reception) {
        this.lane = lane;
        this.packet = packet;
        this.voice = voice;
        this.reception = reception;
        this.name = Integer.toHexString(voice.ssrc()).getBytes(StandardCharsets.US_ASCII);
    }

    /** How many of our packets the far end misses; -1 where it has not said. Any thread. */
    long lostThere() {
        return lostThere;
    }

    /** In units of the clock; -1 where it has not said. Any thread. */
    long jitterThere() {
        return jitterThere;
    }

    /** 20 ms have passed. */
    void beat(long millis) {
        if (++beats % BEATS == 0) {
            send(millis);
        }
    }

    private void send(long millis) {
        boolean spoke = voice.packets() > spoken;
        spoken = voice.packets();
        boolean heard = reception.received() > 0;
        packet.clear();
        int words = 1 + (spoke ? 5 : 0) + (heard ? 6 : 0);
        packet.put((byte) (0x80 | (heard ? 1 : 0)))
                .put((byte) (spoke ? SENDER : RECEIVER))
                .putShort((short) words)
                .putInt(voice.ssrc());
        if (spoke) {
            packet.putInt((int) (millis / 1_000 + NTP))
                    .putInt((int) ((millis % 1_000 << 32) / 1_000))
                    .putInt(voice.timestamp())
                    .putInt((int) voice.packets())
                    .putInt((int) voice.bytes());
        }
        if (heard) {
            reception.report(packet);
            packet.putInt(senderMoment);
            packet.putInt(senderMoment == 0 ? 0 : (int) ((millis - senderMillis) * 65_536 / 1_000));
        }
        describe();
        packet.flip();
        lane.send(packet);
    }

    /** Who we are, as every report must say (section 6.5). */
    private void describe() {
        int length = 4 + 2 + name.length + 1;
        int words = (length + 3) / 4;
        packet.put((byte) 0x81).put((byte) DESCRIPTION).putShort((short) words).putInt(voice.ssrc());
        packet.put((byte) CNAME).put((byte) name.length).put(name);
        for (int i = 2 + name.length; i < 4 * (words - 1); i++) {
            packet.put((byte) 0);
        }
    }

    /** Takes what the far end reports. */
    void hear(ByteBuffer heard, long millis) {
        int at = 0;
        while (at + 8 <= heard.limit()) {
            int type = heard.get(at + 1) & 0xFF;
            int length = 4 * (Short.toUnsignedInt(heard.getShort(at + 2)) + 1);
            int end = Math.min(heard.limit(), at + length);
            if (type == SENDER && at + 28 <= end) {
                senderMoment = heard.getInt(at + 8) << 16 | heard.getInt(at + 12) >>> 16;
                senderMillis = millis;
                blocks(heard, at + 28, end);
            } else if (type == RECEIVER) {
                blocks(heard, at + 8, end);
            }
            at += length;
        }
    }

    private void blocks(ByteBuffer heard, int from, int end) {
        for (int at = from; at + BLOCK <= end; at += BLOCK) {
            if (heard.getInt(at) == voice.ssrc()) {
                // 24 bits with a sign: duplicates make it less than none
                lostThere = Math.max(0, heard.getInt(at + 4) << 8 >> 8);
                jitterThere = Integer.toUnsignedLong(heard.getInt(at + 12));
            }
        }
    }
}
