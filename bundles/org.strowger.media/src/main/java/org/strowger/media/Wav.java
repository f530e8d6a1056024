// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a WAV file says: PCM of 8 to 32 bits, floats, A-law and mu-law, of any rate, its channels mixed to one.
 *
 * @param samples between -1 and 1
 */
record Wav(int rate, float[] samples) {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int ALAW = 6;
    private static final int ULAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int LOWEST_RATE = 1_000;
    private static final int HIGHEST_RATE = 384_000;

    /** How a file's samples are written. */
    private record Format(int kind, int channels, int rate, int bits) {
        static Format read(ByteBuffer chunk) throws IOException {
            if (chunk.remaining() < 16) {
                throw new IOException("its format is cut off");
            }
            int kind = Short.toUnsignedInt(chunk.getShort(0));
            if (kind == EXTENSIBLE && chunk.remaining() >= 26) {
                kind = Short.toUnsignedInt(chunk.getShort(24));
            }
            Format format = new Format(
                    kind,
                    Short.toUnsignedInt(chunk.getShort(2)),
                    chunk.getInt(4),
                    Short.toUnsignedInt(chunk.getShort(14)));
            format.check();
            return format;
        }

        private void check() throws IOException {
            boolean known =
                    switch (kind) {
                        case PCM -> bits == 8 || bits == 16 || bits == 24 || bits == 32;
                        case FLOAT -> bits == 32 || bits == 64;
                        case ALAW, ULAW -> bits == 8;
                        default -> false;
                    };
            if (!known) {
                throw new IOException("format " + kind + " with " + bits + " bits is not known");
            }
            if (channels < 1 || rate < LOWEST_RATE || rate > HIGHEST_RATE) {
                throw new IOException(channels + " channels of " + rate + " Hz");
            }
        }

        int bytes() {
            return channels * bits / 8;
        }

        float sample(ByteBuffer data) {
            return switch (kind) {
                case ALAW -> G711.ALAW.decode(data.get()) / 32_768f;
                case ULAW -> G711.ULAW.decode(data.get()) / 32_768f;
                case FLOAT -> bits == 32 ? finite(data.getFloat()) : finite((float) data.getDouble());
                default ->
                    switch (bits) {
                        case 8 -> ((data.get() & 0xFF) - 128) / 128f;
                        case 16 -> data.getShort() / 32_768f;
                        case 24 -> ((data.get() & 0xFF) | (data.get() & 0xFF) << 8 | data.get() << 16) / 8_388_608f;
                        default -> data.getInt() / 2_147_483_648f;
                    };
            };
        }

        private static float finite(float sample) {
            return Float.isFinite(sample) ? sample : 0;
        }
    }

    /** @throws IOException with what is wrong with it */
    static Wav read(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || !tag(file, 0).equals("RIFF") || !tag(file, 8).equals("WAVE")) {
            throw new IOException("it is no WAV file");
        }
        file.position(12);
        Format format = null;
        while (file.remaining() >= 8) {
            String tag = tag(file, file.position());
            long said = Integer.toUnsignedLong(file.getInt(file.position() + 4));
            file.position(file.position() + 8);
            // Whoever writes into a pipe cannot know the length.
            int length = (int) Math.min(said, file.remaining());
            ByteBuffer chunk = file.slice(file.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            if (tag.equals("fmt ")) {
                format = Format.read(chunk);
            } else if (tag.equals("data")) {
                return read(format, chunk);
            }
            file.position((int) Math.min(file.limit(), file.position() + length + (said & 1)));
        }
        throw new IOException("it has no samples");
    }

    private static Wav read(Format format, ByteBuffer data) throws IOException {
        if (format == null) {
            throw new IOException("its samples come before their format");
        }
        float[] samples = new float[data.remaining() / format.bytes()];
        if (samples.length == 0) {
            throw new IOException("it has no samples");
        }
        for (int i = 0; i < samples.length; i++) {
            float sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += format.sample(data);
            }
            samples[i] = sum / format.channels();
        }
        return new Wav(format.rate(), samples);
    }

    private static String tag(ByteBuffer file, int at) {
        return new String(file.array(), at, 4, StandardCharsets.ISO_8859_1);
    }
}
