// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.EnumMap;
import java.util.Map;

/**
 * A piece of audio, loaded: encoded once for each codec that somebody plays it in, in whole packets. Thread-safe.
 */
final class Clip {
    /** So long a piece fades in and out, in samples of 16 kHz: its ends may not click, wherever it was cut. */
    private static final int RAMP = 48;

    private static final int RATE = 16_000;
    private static final int SAMPLES_OF_FRAME = RATE / 50;

    private final short[] samples;
    private final Map<Codec, byte[]> encoded = new EnumMap<>(Codec.class);

    private Clip(short[] samples) {
        this.samples = samples;
    }

    /** Converts, fades the ends and fills the last packet up with silence. */
    static Clip of(float[] samples, int rate) {
        return whole(Resampler.convert(samples, rate, RATE), true);
    }

    static Clip of(Wav wav) {
        return of(wav.samples(), wav.rate());
    }

    /** One that was made for 16 kHz, and whose ends meet. */
    static Clip loop(float[] samples) {
        return whole(samples, false);
    }

    static Clip silence(int frames) {
        return new Clip(new short[frames * SAMPLES_OF_FRAME]);
    }

    private static Clip whole(float[] samples, boolean faded) {
        int frames = (samples.length + SAMPLES_OF_FRAME - 1) / SAMPLES_OF_FRAME;
        short[] whole = new short[frames * SAMPLES_OF_FRAME];
        for (int i = 0; i < samples.length; i++) {
            float ramp = faded ? Math.min(1f, Math.min(i + 1, samples.length - i) / (float) RAMP) : 1f;
            whole[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(samples[i] * ramp * 32_767)));
        }
        return new Clip(whole);
    }

    /** How many bytes it is in any codec. */
    int length() {
        return samples.length / (RATE / Codec.CLOCK);
    }

    long millis() {
        return samples.length * 1_000L / RATE;
    }

    /** What is kept of it. */
    synchronized long bytes() {
        return 2L * samples.length + encoded.size() * (long) length();
    }

    /** Its bytes in a codec: not to be changed. May take milliseconds the first time. */
    synchronized byte[] encoded(Codec codec) {
        return encoded.computeIfAbsent(codec, wanted -> wanted.encode(samples(wanted.rate())));
    }

    /** The samples at a rate of {@value #RATE} or half of it. */
    short[] samples(int rate) {
        return rate == RATE ? samples : halved(samples);
    }

    private static short[] halved(short[] samples) {
        float[] floats = new float[samples.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = samples[i];
        }
        float[] half = Resampler.convert(floats, 2, 1);
        short[] rounded = new short[half.length];
        for (int i = 0; i < half.length; i++) {
            rounded[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(half[i])));
        }
        return rounded;
    }
}
