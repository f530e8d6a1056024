// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files made by hand. */
final class Wavs {
    private Wavs() {}

    /** A tone at half of the loudest. */
    static byte[] tone(int kind, int bits, int rate, int channels, int hertz, int millis) {
        int frames = (int) ((long) rate * millis / 1_000);
        int data = frames * channels * bits / 8;
        ByteBuffer file = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + data)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) kind)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(data);
        for (int i = 0; i < frames; i++) {
            double sample = 0.5 * Math.sin(2 * Math.PI * hertz * i / rate);
            for (int channel = 0; channel < channels; channel++) {
                put(file, kind, bits, sample);
            }
        }
        return file.array();
    }

    private static void put(ByteBuffer file, int kind, int bits, double sample) {
        switch (kind * 100 + bits) {
            case 108 -> file.put((byte) Math.round(128 + 127 * sample));
            case 116 -> file.putShort((short) Math.round(32_767 * sample));
            case 124 -> {
                int value = (int) Math.round(8_388_607 * sample);
                file.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
            }
            case 132 -> file.putInt((int) Math.round(2_147_483_647 * sample));
            case 332 -> file.putFloat((float) sample);
            case 364 -> file.putDouble(sample);
            case 608 -> file.put(G711.ALAW.encode((int) Math.round(32_767 * sample)));
            case 708 -> file.put(G711.ULAW.encode((int) Math.round(32_767 * sample)));
            default -> throw new IllegalArgumentException(kind + " with " + bits);
        }
    }
}
