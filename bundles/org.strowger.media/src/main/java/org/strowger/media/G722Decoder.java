// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/** ITU-T G.722 at 64 kbit/s: of a byte two samples of 16 kHz. */
final class G722Decoder implements Codec.Decoder {
    /** What a code of the lower band stands for (QM6). */
    private static final int[] LOW_SIX = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final int[] history = new int[24];

    @Override
    public void decode(byte[] from, int at, int bytes, short[] into) {
        for (int i = 0; i < bytes; i++) {
            int below = low(from[at + i] & 63);
            int above = high(from[at + i] >> 6 & 3);
            System.arraycopy(history, 2, history, 0, 22);
            history[22] = below + above;
            history[23] = below - above;
            int first = 0;
            int second = 0;
            for (int k = 0; k < 12; k++) {
                second += history[2 * k] * G722Tables.MIRROR[k];
                first += history[2 * k + 1] * G722Tables.MIRROR[11 - k];
            }
            into[2 * i] = (short) G722Band.saturate(first >> 11);
            into[2 * i + 1] = (short) G722Band.saturate(second >> 11);
        }
    }

    private int low(int code) {
        int sample = limit(low.prediction() + (low.scale() * LOW_SIX[code] >> 15));
        low.adapt(G722Tables.LOW_FOUR[code >> 2], G722Tables.LOW_WEIGHT[code >> 2]);
        return sample;
    }

    private int high(int code) {
        int sample = limit(high.prediction() + (high.scale() * G722Tables.HIGH_TWO[code] >> 15));
        high.adapt(G722Tables.HIGH_TWO[code], G722Tables.HIGH_WEIGHT[code]);
        return sample;
    }

    private static int limit(int sample) {
        return Math.max(-16_384, Math.min(16_383, sample));
    }
}
