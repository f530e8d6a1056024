// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound of one frequency, in files as telephones use them: WAV, 8000 samples of 16 bits each second, one channel. */
final class Tone {
    static final int RATE = 8000;

    private static final int HEADER = 44;
    private static final int LOUDNESS = 8000;

    private Tone() {}

    /** Writes a tone. */
    static void write(Path file, int hertz, int seconds) {
        int bytes = 2 * RATE * seconds;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(bytes);
        for (int i = 0; wav.hasRemaining(); i++) {
            wav.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        try {
            Files.write(file, wav.array());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Which part of a recording's energy is of this frequency, from 0 to 1; of its last second, where nothing begins or ends. */
    static double share(Path recording, int hertz) {
        short[] sound = last(recording, RATE);
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double before = 0;
        double beforeThat = 0;
        double all = 0;
        for (short sample : sound) {
            double now = sample + coefficient * before - beforeThat;
            beforeThat = before;
            before = now;
            all += (double) sample * sample;
        }
        // Goertzel's algorithm: the power at one frequency; a pure tone of n samples has n/2 times their energy
        double power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
        return all == 0 ? 0 : power / (all * sound.length / 2);
    }

    private static short[] last(Path recording, int samples) {
        try {
            byte[] wav = Files.readAllBytes(recording);
            int from = wav.length - 2 * samples;
            if (from < HEADER) {
                throw new AssertionError(recording + " holds less than " + samples + " samples");
            }
            ShortBuffer sound = ByteBuffer.wrap(wav, from & ~1, 2 * samples)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            short[] copy = new short[samples];
            sound.get(copy);
            return copy;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
