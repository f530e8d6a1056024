// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/**
 * One of the two bands of ITU-T G.722: an adaptive quantizer's scale and the predictor of two poles and six zeros, which encoder
 * and decoder adapt alike (sections 3.5 and 3.6; block names of section 6.2 beside the steps).
 */
final class G722Band {
    private static final int[] ANTILOG = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960,
        3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int highest;
    private final int exponent;
    private final int[] difference = new int[7];
    private final int[] zeros = new int[7];
    private final int[] poles = new int[3];
    private final int[] reconstructed = new int[3];
    private final int[] partial = new int[3];
    private int logScale;
    private int scale;
    private int zeroPart;
    private int prediction;

    private G722Band(int highest, int exponent, int scale) {
        this.highest = highest;
        this.exponent = exponent;
        this.scale = scale;
    }

    static G722Band low() {
        return new G722Band(18_432, 8, 32);
    }

    static G722Band high() {
        return new G722Band(22_528, 10, 8);
    }

    int prediction() {
        return prediction;
    }

    int scale() {
        return scale;
    }

    static int saturate(int value) {
        return Math.max(-32_768, Math.min(32_767, value));
    }

    /**
     * Goes on by one sample.
     *
     * @param quantized the quantized difference, before it is scaled
     * @param weight what the code says of the scale to come
     */
    void adapt(int quantized, int weight) {
        int now = scale * quantized >> 15;
        // LOGSCL, SCALEL; LOGSCH, SCALEH
        logScale = Math.max(0, Math.min(highest, (logScale * 127 >> 7) + weight));
        int shift = exponent - (logScale >> 11);
        int mantissa = ANTILOG[logScale >> 6 & 31];
        scale = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
        difference[0] = now;
        reconstructed[0] = saturate(prediction + now); // RECONS
        partial[0] = saturate(zeroPart + now); // PARREC
        adaptPoles();
        adaptZeros();
        predict();
    }

    private void adaptPoles() {
        boolean alike = partial[0] < 0 == partial[1] < 0;
        boolean alikeBefore = partial[0] < 0 == partial[2] < 0;
        // UPPOL2
        int first = saturate(poles[1] << 2);
        int second = Math.min(32_767, alike ? -first : first) >> 7;
        second += alikeBefore ? 128 : -128;
        second += poles[2] * 32_512 >> 15;
        int newSecond = Math.max(-12_288, Math.min(12_288, second));
        // UPPOL1
        int bound = saturate(15_360 - newSecond);
        int newFirst = saturate((alike ? 192 : -192) + (poles[1] * 32_640 >> 15));
        poles[1] = Math.max(-bound, Math.min(bound, newFirst));
        poles[2] = newSecond;
    }

    /** UPZERO, and the delays that follow. */
    private void adaptZeros() {
        int step = difference[0] == 0 ? 0 : 128;
        for (int i = 6; i >= 1; i--) {
            boolean alike = difference[i] < 0 == difference[0] < 0;
            zeros[i] = saturate((alike ? step : -step) + (zeros[i] * 32_640 >> 15));
        }
        for (int i = 6; i >= 1; i--) {
            difference[i] = difference[i - 1];
        }
        for (int i = 2; i >= 1; i--) {
            reconstructed[i] = reconstructed[i - 1];
            partial[i] = partial[i - 1];
        }
    }

    private void predict() {
        // FILTEP
        int first = poles[1] * saturate(2 * reconstructed[1]) >> 15;
        int second = poles[2] * saturate(2 * reconstructed[2]) >> 15;
        // FILTEZ
        int sum = 0;
        for (int i = 6; i >= 1; i--) {
            sum += zeros[i] * saturate(2 * difference[i]) >> 15;
        }
        zeroPart = saturate(sum);
        prediction = saturate(saturate(first + second) + zeroPart); // PREDIC
    }
}
