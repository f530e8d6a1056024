// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {
    private static final long CODE_CRC = 0xD5D1_D184L;
    private static final long BACK_CRC = 0x2B22_FBB2L;

    @ParameterizedTest
    @CsvSource({
        // code in G.711's tables after the even bits are inverted, sample of 16 bits
        "0xD5, 8",
        "0x55, -8",
        "0xD4, 24",
        "0xAA, 32256",
        "0x2A, -32256",
        "0xC5, 264",
        "0x80, 5504"
    })
    void alawIsThatOfTheStandard(String code, int sample) {
        byte value = (byte) (int) Integer.decode(code);
        assertThat(G711.ALAW.decode(value)).isEqualTo((short) sample);
        assertThat(G711.ALAW.encode(sample)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0xFF, 0", "0x80, 32124", "0x00, -32124", "0xFE, 8", "0x7E, -8", "0xEF, 132", "0xF0, 120"})
    void ulawIsThatOfTheStandard(String code, int sample) {
        byte value = (byte) (int) Integer.decode(code);
        assertThat(G711.ULAW.decode(value)).isEqualTo((short) sample);
        assertThat(G711.ULAW.encode(sample)).isEqualTo(value);
    }

    @Test
    void everyCodeComesBackAsItself() {
        for (int code = 0; code < 256; code++) {
            assertThat(G711.ALAW.encode(G711.ALAW.decode((byte) code))).isEqualTo((byte) code);
            short sample = G711.ULAW.decode((byte) code);
            assertThat(G711.ULAW.decode(G711.ULAW.encode(sample))).isEqualTo(sample);
        }
    }

    @Test
    void theLoudestSampleIsTheLargestCode() {
        assertThat(G711.ALAW.encode(32_767)).isEqualTo((byte) 0xAA);
        assertThat(G711.ALAW.encode(-32_768)).isEqualTo((byte) 0x2A);
        assertThat(G711.ULAW.encode(32_767)).isEqualTo((byte) 0x80);
        assertThat(G711.ULAW.encode(-32_768)).isEqualTo((byte) 0x00);
    }

    /** The checksums are of what another implementation made of the same signal. */
    @Test
    void g722IsExactToTheBit() {
        short[] signal = signal();
        byte[] code = new byte[signal.length / 2];
        Codec.Encoder encoder = Codec.G722.encoder();
        for (int at = 0; at < code.length; at += Codec.FRAME) {
            encoder.encode(signal, 2 * at, code, at, Codec.FRAME);
        }
        assertThat(crc(code)).isEqualTo(CODE_CRC);
        short[] back = new short[signal.length];
        Codec.G722.decoder().decode(code, 0, code.length, back);
        assertThat(crc(bytes(back))).isEqualTo(BACK_CRC);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void aToneSurvives(Codec codec) {
        float[] tone = new float[16_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.3 * Math.sin(2 * Math.PI * 1_000 * i / 16_000));
        }
        byte[] code = Clip.of(tone, 16_000).encoded(codec);
        assertThat(code).hasSize(8_000);
        short[] back = new short[code.length * codec.rate() / Codec.CLOCK];
        codec.decoder().decode(code, 0, code.length, back);
        assertThat(Sine.share(back, codec.rate(), 1_000)).isGreaterThan(0.99);
        assertThat(Sine.level(back)).isBetween(0.28 / Math.sqrt(2), 0.32 / Math.sqrt(2));
    }

    private static short[] signal() {
        short[] signal = new short[32_000];
        long seed = 1;
        for (int i = 0; i < signal.length; i++) {
            seed = seed * 1_103_515_245 + 12_345 & 0x7FFF_FFFF;
            int noise = (int) ((seed >> 8) % 20_001) - 10_000;
            int triangle = Math.abs(i * (1 + i / 4_000) % 400 - 200) * 80 - 8_000;
            if (i < 12_000) {
                signal[i] = (short) triangle;
            } else if (i < 20_000) {
                signal[i] = (short) noise;
            } else if (i < 28_000) {
                signal[i] = (short) (triangle + noise);
            } else if (i < 30_000) {
                signal[i] = (short) (2 * noise);
            }
        }
        return signal;
    }

    private static byte[] bytes(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
