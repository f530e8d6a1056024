// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/** ITU-T G.711: a sample a byte, by the law of Europe or of America. Stateless. */
final class G711 {
    static final G711 ALAW = new G711(G711::alaw);
    static final G711 ULAW = new G711(G711::ulaw);

    private static final int ULAW_BIAS = 132;
    private static final int ULAW_MOST = 32_635;

    private interface Law {
        int linear(int code);
    }

    private final short[] linear = new short[256];
    /** By the upper 13 bits of a sample, which is finer than any step of either law near silence but A-law's own 16. */
    private final byte[] code = new byte[1 << 14];

    private G711(Law law) {
        for (int i = 0; i < linear.length; i++) {
            linear[i] = (short) law.linear(i);
        }
        int[] ascending = java.util.stream.IntStream.range(0, 256)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(i -> linear[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int next = 0;
        for (int i = 0; i < code.length; i++) {
            int sample = (i << 2) - 32_768;
            while (next < 255
                    && Math.abs(linear[ascending[next + 1]] - sample) <= Math.abs(linear[ascending[next]] - sample)) {
                next++;
            }
            code[i] = (byte) ascending[next];
        }
    }

    byte encode(int sample) {
        return code[sample + 32_768 >> 2];
    }

    short decode(byte value) {
        return linear[value & 0xFF];
    }

    void encode(short[] samples, int from, byte[] into, int at, int bytes) {
        for (int i = 0; i < bytes; i++) {
            into[at + i] = encode(samples[from + i]);
        }
    }

    void decode(byte[] from, int at, int bytes, short[] into) {
        for (int i = 0; i < bytes; i++) {
            into[i] = linear[from[at + i] & 0xFF];
        }
    }

    private static int alaw(int code) {
        int bits = code ^ 0x55;
        int segment = bits >> 4 & 7;
        int step = (bits & 15) << 4;
        int magnitude = segment == 0 ? step + 8 : step + 0x108 << segment - 1;
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static int ulaw(int code) {
        int bits = ~code;
        int magnitude = ((bits & 15) << 3) + ULAW_BIAS << (bits >> 4 & 7);
        return Math.min(ULAW_MOST, magnitude - ULAW_BIAS) * ((bits & 0x80) != 0 ? -1 : 1);
    }
}
