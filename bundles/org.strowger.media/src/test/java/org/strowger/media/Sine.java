// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/** Measures audio. */
final class Sine {
    private Sine() {}

    /** How much of the power is at a frequency, from 0 to 1. */
    static double share(short[] samples, int rate, double hertz) {
        double cosine = 0;
        double sine = 0;
        double all = 0;
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            cosine += samples[i] * Math.cos(angle);
            sine += samples[i] * Math.sin(angle);
            all += (double) samples[i] * samples[i];
        }
        return all == 0 ? 0 : 2 * (cosine * cosine + sine * sine) / samples.length / all;
    }

    /** The root of the mean square; 1 for the loudest. */
    static double level(short[] samples) {
        double all = 0;
        for (short sample : samples) {
            all += (double) sample * sample;
        }
        return Math.sqrt(all / samples.length) / 32_768;
    }

    static float[] of(int hertz, int rate, int millis, double amplitude) {
        float[] samples = new float[rate * millis / 1_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return samples;
    }
}
