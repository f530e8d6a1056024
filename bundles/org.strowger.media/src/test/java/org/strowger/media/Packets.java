// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Packets made by hand. */
final class Packets {
    private Packets() {}

    static ByteBuffer rtp(int ssrc, int sequence) {
        return rtp(ssrc, sequence, "payload");
    }

    static ByteBuffer rtp(int ssrc, int sequence, String payload) {
        return ByteBuffer.allocate(12 + payload.length())
                .put((byte) 0x80)
                .put((byte) 8)
                .putShort((short) sequence)
                .putInt(sequence * 160)
                .putInt(ssrc)
                .put(payload.getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    /** An empty receiver report. */
    static ByteBuffer rtcp(int ssrc) {
        return ByteBuffer.allocate(8)
                .put((byte) 0x80)
                .put((byte) 201)
                .putShort((short) 1)
                .putInt(ssrc)
                .flip();
    }

    static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
