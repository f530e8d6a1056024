// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/** ITU-T G.722 at 64 kbit/s: two samples of 16 kHz a byte. */
final class G722Encoder implements Codec.Encoder {
    /** The decision levels of the lower band (table 15, Q6). */
    private static final int[] LEVELS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    private static final int HIGH_LEVEL = 564;

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final int[] history = new int[24];

    @Override
    public void encode(short[] samples, int from, byte[] into, int at, int bytes) {
        for (int i = 0; i < bytes; i++) {
            System.arraycopy(history, 2, history, 0, 22);
            history[22] = samples[from + 2 * i];
            history[23] = samples[from + 2 * i + 1];
            int odd = 0;
            int even = 0;
            for (int k = 0; k < 12; k++) {
                odd += history[2 * k] * G722Tables.MIRROR[k];
                even += history[2 * k + 1] * G722Tables.MIRROR[11 - k];
            }
            into[at + i] = (byte) (high(even - odd >> 14) << 6 | low(even + odd >> 14));
        }
    }

    private int low(int sample) {
        int difference = G722Band.saturate(sample - low.prediction());
        int magnitude = difference >= 0 ? difference : -(difference + 1);
        int level = 1;
        while (level < LEVELS.length && magnitude >= LEVELS[level] * low.scale() >> 12) {
            level++;
        }
        int code = difference >= 0 ? 62 - level : level <= 2 ? 64 - level : 34 - level;
        low.adapt(G722Tables.LOW_FOUR[code >> 2], G722Tables.LOW_WEIGHT[code >> 2]);
        return code;
    }

    private int high(int sample) {
        int difference = G722Band.saturate(sample - high.prediction());
        int magnitude = difference >= 0 ? difference : -(difference + 1);
        boolean large = magnitude >= HIGH_LEVEL * high.scale() >> 12;
        int code = (difference >= 0 ? 2 : 0) + (large ? 0 : 1);
        high.adapt(G722Tables.HIGH_TWO[code], G722Tables.HIGH_WEIGHT[code]);
        return code;
    }
}
