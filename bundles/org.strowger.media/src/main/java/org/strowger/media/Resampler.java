// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/**
 * Makes samples of one rate those of another: each is the sum of those around its moment, weighted by a windowed sinc that lets
 * nothing pass above half of the lower rate. For files as they are loaded, not for packets.
 */
final class Resampler {
    /** Zero crossings of the sinc on either side: what is above the band is 70 dB down. */
    private static final int CROSSINGS = 24;

    /** Of the band; the rest is where the filter falls off. */
    private static final double PASSED = 0.94;

    private Resampler() {}

    static float[] convert(float[] samples, int from, int to) {
        if (from == to) {
            return samples;
        }
        int common = gcd(from, to);
        int phases = to / common;
        int step = from / common;
        double cutoff = PASSED * Math.min(1.0, (double) to / from);
        int reach = (int) Math.ceil(CROSSINGS / cutoff);
        float[][] weights = weights(phases, reach, cutoff);
        float[] converted = new float[Math.toIntExact(((long) samples.length * to + from - 1) / from)];
        for (int i = 0; i < converted.length; i++) {
            long moment = (long) i * step;
            int before = (int) (moment / phases) - reach;
            float[] weight = weights[(int) (moment % phases)];
            float sum = 0;
            int last = Math.min(weight.length, samples.length - before);
            for (int k = Math.max(0, -before); k < last; k++) {
                sum += samples[before + k] * weight[k];
            }
            converted[i] = sum;
        }
        return converted;
    }

    /** For each place between two samples, the weights of those around it. */
    private static float[][] weights(int phases, int reach, double cutoff) {
        float[][] weights = new float[phases][2 * reach + 2];
        for (int phase = 0; phase < phases; phase++) {
            for (int k = 0; k < weights[phase].length; k++) {
                double distance = k - reach - (double) phase / phases;
                double at = Math.min(1, Math.abs(distance / (reach + 1)));
                weights[phase][k] = (float) (cutoff * sinc(cutoff * distance) * window(at));
            }
        }
        return weights;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static double sinc(double x) {
        double angle = Math.PI * x;
        return Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
    }

    /** Blackman's. */
    private static double window(double x) {
        return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
    }
}
