// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets that a phone has heard.
 *
 * @param millis from the first to the last
 */
record Heard(List<ByteBuffer> packets, double millis) {
    /** The next packets, which must come. */
    static Heard packets(Phone phone, int count) {
        List<ByteBuffer> packets = new ArrayList<>();
        long began = 0;
        for (int i = 0; i < count; i++) {
            packets.add(phone.copy());
            began = i == 0 ? System.nanoTime() : began;
        }
        return new Heard(packets, (System.nanoTime() - began) / 1e6);
    }

    int type() {
        return packets.get(0).get(1) & 0x7F;
    }

    /** Whether each is the next of the one before, of the same source. */
    boolean complete() {
        for (int i = 1; i < packets.size(); i++) {
            ByteBuffer before = packets.get(i - 1);
            ByteBuffer now = packets.get(i);
            if ((short) (Rtp.sequence(now) - Rtp.sequence(before)) != 1 || Rtp.ssrc(now) != Rtp.ssrc(before)) {
                return false;
            }
        }
        return true;
    }

    /** Whether each is also 20 ms later. */
    boolean steady() {
        for (int i = 1; i < packets.size(); i++) {
            if (packets.get(i).getInt(4) - packets.get(i - 1).getInt(4) != Codec.FRAME) {
                return false;
            }
        }
        return complete();
    }

    /** The payloads of some of them. */
    byte[] bytes(Codec codec, int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate((to - from) * Codec.FRAME);
        for (ByteBuffer packet : packets.subList(from, to)) {
            if ((packet.get(1) & 0x7F) != codec.type()) {
                throw new AssertionError("a packet of type " + packet.get(1));
            }
            bytes.put(packet.array(), 12, packet.limit() - 12);
        }
        return bytes.array();
    }
}
