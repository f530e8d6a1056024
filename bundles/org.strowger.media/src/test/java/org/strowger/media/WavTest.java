// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavTest {
    private static final int MILLIS = 500;

    @ParameterizedTest
    @CsvSource({
        "1, 8, 8000, 1", "1, 16, 8000, 1", "1, 16, 16000, 1", "1, 16, 44100, 2", "1, 24, 48000, 2", "1, 32, 96000, 1",
        "3, 32, 22050, 1", "3, 64, 11025, 2", "6, 8, 8000, 1", "7, 8, 16000, 1", "7, 8, 8000, 2", "1, 16, 47999, 6"
    })
    void anyRateWidthAndCountOfChannelsIsTheSameTone(int kind, int bits, int rate, int channels) throws Exception {
        Wav wav = Wav.read(Wavs.tone(kind, bits, rate, channels, 1_000, MILLIS));
        assertThat(wav.rate()).isEqualTo(rate);
        short[] samples = Clip.of(wav).samples(8_000);
        assertThat(samples).hasSize(8 * MILLIS);
        assertThat(Sine.share(samples, 8_000, 1_000)).isGreaterThan(0.99);
        assertThat(Sine.level(samples)).isBetween(0.33, 0.37);
    }

    @Test
    void whatIsTooHighForTheRateIsNotHeardAsSomethingElse() throws Exception {
        short[] samples =
                Clip.of(Wav.read(Wavs.tone(1, 16, 44_100, 1, 6_000, MILLIS))).samples(8_000);
        assertThat(Sine.level(samples)).isLessThan(0.005);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 159, 160, 161, 8_000})
    void aClipIsWholePackets(int samples) throws Exception {
        float[] some = new float[samples];
        assertThat(Clip.of(some, 8_000).encoded(Codec.PCMA)).hasSize((samples + 159) / 160 * 160);
    }

    @Test
    void itsEndsDoNotClick() {
        float[] loud = new float[1_600];
        java.util.Arrays.fill(loud, 0.9f);
        short[] samples = Clip.of(loud, 16_000).samples(16_000);
        assertThat(Math.abs(samples[0])).isLessThan((short) 1_000);
        assertThat(Math.abs(samples[1_599])).isLessThan((short) 1_000);
        for (int i = 1; i < samples.length; i++) {
            assertThat(Math.abs(samples[i] - samples[i - 1])).isLessThan(1_000);
        }
    }

    @Test
    void otherChunksArePassedOverAndALengthThatNobodyKnewIsTheRest() throws Exception {
        byte[] plain = Wavs.tone(1, 16, 8_000, 1, 1_000, 100);
        ByteBuffer odd = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        odd.put(plain, 0, 12)
                .put("LIST".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .put(new byte[4]);
        odd.put(plain, 12, plain.length - 12);
        odd.putInt(12 + 12 + 24 + 4, -1);
        assertThat(Wav.read(odd.array()).samples()).hasSize(800);
    }

    static Stream<Arguments> unreadable() {
        byte[] good = Wavs.tone(1, 16, 8_000, 1, 1_000, 20);
        return Stream.of(
                Arguments.of(new byte[0], "it is no WAV file"),
                Arguments.of("ID3 an mp3, says its name".getBytes(StandardCharsets.US_ASCII), "it is no WAV file"),
                Arguments.of(java.util.Arrays.copyOf(good, 12), "it has no samples"),
                Arguments.of(java.util.Arrays.copyOf(good, 30), "its format is cut off"),
                Arguments.of(java.util.Arrays.copyOf(good, 44), "it has no samples"),
                Arguments.of(changed(good, 20, (short) 85), "format 85 with 16 bits is not known"),
                Arguments.of(changed(good, 22, (short) 0), "0 channels of 8000 Hz"),
                Arguments.of(changed(good, 34, (short) 12), "format 1 with 12 bits is not known"));
    }

    @ParameterizedTest
    @MethodSource
    void unreadable(byte[] file, String why) {
        assertThatThrownBy(() -> Wav.read(file)).isInstanceOf(IOException.class).hasMessage(why);
    }

    private static byte[] changed(byte[] good, int at, short value) {
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putShort(at, value);
        return bad;
    }
}
