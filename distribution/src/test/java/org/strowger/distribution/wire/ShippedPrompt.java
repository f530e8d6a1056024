// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A prompt as it ships (mu-law, 16 kHz), to compare with what was heard of it. */
final class ShippedPrompt {
    private static final int HEADER = 58;
    private static final int LAG = 400;

    private final double[] samples;

    ShippedPrompt(Path file) {
        try {
            byte[] wav = Files.readAllBytes(file);
            samples = new double[(wav.length - HEADER) / 2];
            for (int i = 0; i + 1 < samples.length; i++) {
                samples[i] = (ulaw(wav[HEADER + 2 * i]) + ulaw(wav[HEADER + 2 * i + 1])) / 2.0;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How alike its beginning is to audio in A-law of 8 kHz, 1 for the same, wherever in the first half second it begins. */
    double likeness(byte[] heard) {
        double best = 0;
        int length = Math.min(samples.length, heard.length) - LAG;
        for (int lag = -8; lag < LAG; lag++) {
            double both = 0;
            double ours = 0;
            double theirs = 0;
            for (int i = 8; i < length; i++) {
                double sample = alaw(heard[i + lag]);
                both += samples[i] * sample;
                ours += samples[i] * samples[i];
                theirs += sample * sample;
            }
            best = Math.max(best, both / Math.sqrt(ours * theirs + 1));
        }
        return best;
    }

    /** The same for a recording of 8 kHz and 16 bits, wherever in it the prompt begins. */
    static double likeness(Path file, Path recording) {
        try {
            byte[] wav = Files.readAllBytes(recording);
            short[] heard = new short[(wav.length - 44) / 2];
            for (int i = 0; i < heard.length; i++) {
                heard[i] = (short) (wav[44 + 2 * i] & 0xFF | wav[45 + 2 * i] << 8);
            }
            double[] samples = new ShippedPrompt(file).samples;
            int length = 8_000;
            double best = 0;
            for (int lag = 0; lag + length < heard.length && lag < 16_000; lag++) {
                double both = 0;
                double ours = 0;
                double theirs = 0;
                for (int i = 0; i < length; i++) {
                    both += samples[i] * heard[i + lag];
                    ours += samples[i] * samples[i];
                    theirs += (double) heard[i + lag] * heard[i + lag];
                }
                best = Math.max(best, both / Math.sqrt(ours * theirs + 1));
            }
            return best;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int ulaw(byte code) {
        int bits = ~code;
        int magnitude = (((bits & 15) << 3) + 132 << (bits >> 4 & 7)) - 132;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static int alaw(byte code) {
        int bits = code ^ 0x55;
        int segment = bits >> 4 & 7;
        int step = (bits & 15) << 4;
        int magnitude = segment == 0 ? step + 8 : step + 0x108 << segment - 1;
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }
}
