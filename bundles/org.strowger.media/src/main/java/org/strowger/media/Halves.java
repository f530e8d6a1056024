// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/** Makes 8 kHz of 16 kHz, or the reverse, packet by packet: a half-band filter that remembers the end of the packet before. */
final class Halves {
    /** Every other weight of a half-band filter is nothing but the one in the middle, a half: these are the others, outwards. */
    private static final float[] WEIGHTS = {0.3136f, -0.0969f, 0.0499f, -0.0272f, 0.0143f, -0.0068f, 0.0027f};

    private static final int REACH = 2 * WEIGHTS.length - 1;

    private float[] line = new float[0];

    /** Of twice as many samples, {@code count}. */
    void halve(short[] from, short[] into, int count) {
        fill(from, 2 * count, 1);
        for (int i = 0; i < count; i++) {
            into[i] = round(filtered(REACH + 2 * i));
        }
        keep(2 * count);
    }

    /** Of half as many samples, {@code count}. */
    void twice(short[] from, short[] into, int count) {
        fill(from, count, 2);
        for (int i = 0; i < count; i++) {
            into[i] = round(2 * filtered(REACH + i));
        }
        keep(count);
    }

    private void fill(short[] from, int count, int spread) {
        if (line.length < 2 * REACH + count) {
            float[] longer = new float[2 * REACH + count];
            System.arraycopy(line, 0, longer, 0, Math.min(line.length, 2 * REACH));
            line = longer;
        }
        for (int i = 0; i < count; i++) {
            line[2 * REACH + i] = i % spread == 0 ? from[i / spread] : 0;
        }
    }

    private float filtered(int middle) {
        float sum = 0.5f * line[middle];
        for (int k = 0; k < WEIGHTS.length; k++) {
            sum += WEIGHTS[k] * (line[middle - 2 * k - 1] + line[middle + 2 * k + 1]);
        }
        return sum;
    }

    private void keep(int count) {
        System.arraycopy(line, count, line, 0, 2 * REACH);
    }

    private static short round(float sample) {
        return (short) Math.max(-32_768, Math.min(32_767, Math.round(sample)));
    }
}
