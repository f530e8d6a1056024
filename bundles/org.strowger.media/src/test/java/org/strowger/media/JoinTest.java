// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.media.Await.until;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;

/** Two ports that are joined, and what is recorded of them. */
class JoinTest {
    private static final String EVENTS = "a=rtpmap:101 telephone-event/8000";

    @TempDir
    private Path storage;

    private Installed media;
    private Phone a;
    private Phone b;
    private final List<AudioEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        media = installed(3);
        a = new Phone("127.0.0.2", 0xA);
        b = new Phone("127.0.0.3", 0xB);
    }

    @AfterEach
    void stop() {
        media.close();
        a.close();
        b.close();
    }

    @ParameterizedTest
    @CsvSource({"PCMA, PCMA", "PCMA, PCMU", "PCMU, G722", "G722, PCMA", "G722, G722"})
    void eachHearsTheOther(Codec codecA, Codec codecB) throws Exception {
        AudioPort first = port("call-1", Map.of());
        AudioPort second = first.beside("call-2", Runnable::run, events::add);
        int toFirst = answer(first, a, codecA);
        answer(second, b, codecB);
        first.join(second);
        byte[] tone = Clip.of(Sine.of(1_000, 16_000, 500, 0.4), 16_000).encoded(codecA);
        for (int i = 0; i < 25; i++) {
            a.send(Phone.EXCHANGE, toFirst, audio(codecA, i, tone));
        }
        Heard heard = Heard.packets(b, 25);
        assertThat(heard.steady()).isTrue();
        byte[] bytes = heard.bytes(codecB, 0, 25);
        short[] samples = new short[bytes.length * codecB.rate() / Codec.CLOCK];
        codecB.decoder().decode(bytes, 0, bytes.length, samples);
        assertThat(Sine.share(samples, codecB.rate(), 1_000)).isGreaterThan(0.98);
    }

    @Test
    void whatIsLostIsLostThereTooAndKeysPass() throws Exception {
        AudioPort first = port("call-1", Map.of());
        AudioPort second = first.beside("call-2", Runnable::run, events::add);
        int to = Phone.port(first.answer(a.offer("8 96", "a=rtpmap:96 telephone-event/8000"), a.addresses()));
        second.answer(b.offer("8 101", EVENTS), b.addresses());
        first.join(second);
        byte[] silence = new byte[160];
        for (int i : new int[] {0, 1, 3}) {
            a.send(Phone.EXCHANGE, to, audio(Codec.PCMA, i, silence));
        }
        ByteBuffer key = audio(Codec.PCMA, 4, silence);
        key.put(1, (byte) 96).put(12, (byte) 6);
        a.send(Phone.EXCHANGE, to, key.limit(16));
        List<ByteBuffer> heard = Heard.packets(b, 4).packets();
        assertThat((short) (Rtp.sequence(heard.get(2)) - Rtp.sequence(heard.get(1))))
                .isEqualTo((short) 2);
        assertThat(heard.get(3).get(1)).isEqualTo((byte) 101);
        assertThat(heard.get(3).get(12)).isEqualTo((byte) 6);
        until(() -> events.stream().anyMatch(AudioEvent.Key.class::isInstance));
        first.part();
        a.send(Phone.EXCHANGE, to, audio(Codec.PCMA, 5, silence));
        until(() -> first.quality().received() == 5);
        assertThat(b.rest()).isEmpty();
        assertThat(first.quality().lost()).isEqualTo(1);
    }

    @Test
    void aPortOfAnotherThreadIsRefused() throws Exception {
        media.configure(properties(Map.of("threads", 2)));
        AudioPort first = port("call-1", Map.of());
        AudioPort stranger = port("call-2", Map.of());
        assertThatThrownBy(() -> first.join(stranger)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasJoinedIsJoinedAgainWithTheNextVersion() throws Exception {
        media.configure(properties(Map.of("threads", 3)));
        AudioPort first = port("call-1", Map.of());
        AudioPort second = first.beside("call-2", Runnable::run, events::add);
        int to = answer(first, a, Codec.PCMA);
        answer(second, b, Codec.PCMA);
        first.join(second);
        media.close();
        Map<String, Object> secondMemory = second.memory();
        Map<String, Object> firstMemory = first.memory();
        media = installed(5);
        media.configure(properties(Map.of("threads", 3)));
        AudioPort secondAgain = port("call-2", secondMemory);
        AudioPort firstAgain = port("call-1", firstMemory);
        firstAgain.join(secondAgain);
        a.send(Phone.EXCHANGE, to, audio(Codec.PCMA, 7, new byte[160]));
        assertThat(Heard.packets(b, 1).type()).isEqualTo(Codec.PCMA.type());
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void aRecordingHasBothEnds(boolean stereo, int channels) throws Exception {
        AudioPort first = port("call-1", Map.of());
        AudioPort second = first.beside("call-2", Runnable::run, events::add);
        int toFirst = answer(first, a, Codec.PCMA);
        int toSecond = answer(second, b, Codec.PCMU);
        first.join(second);
        Path file = storage.resolve("made/call.wav");
        first.record(file, stereo);
        byte[] deep = Clip.of(Sine.of(500, 16_000, 1_500, 0.3), 16_000).encoded(Codec.PCMA);
        byte[] shrill = Clip.of(Sine.of(2_000, 16_000, 1_500, 0.3), 16_000).encoded(Codec.PCMU);
        long began = System.nanoTime();
        for (int i = 0; i < 75; i++) {
            while (System.nanoTime() - began < i * 20_000_000L) {
                Thread.onSpinWait();
            }
            a.send(Phone.EXCHANGE, toFirst, audio(Codec.PCMA, i, deep));
            b.send(Phone.EXCHANGE, toSecond, audio(Codec.PCMU, i, shrill));
        }
        assertThat(storage.resolve("made/call.wav.part")).exists();
        first.stopRecording();
        until(() -> events.stream().anyMatch(AudioEvent.Recorded.class::isInstance));
        ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(wav.getShort(22)).isEqualTo((short) channels);
        short[] left = samples(wav, channels, 0);
        short[] right = samples(wav, channels, channels - 1);
        assertThat(left.length).isBetween(10_000, 14_000);
        if (stereo) {
            assertThat(Sine.share(middle(left), 8_000, 500)).isGreaterThan(0.6);
            assertThat(Sine.share(middle(left), 8_000, 2_000)).isLessThan(0.01);
            assertThat(Sine.share(middle(right), 8_000, 2_000)).isGreaterThan(0.6);
            assertThat(Sine.share(middle(right), 8_000, 500)).isLessThan(0.01);
        } else {
            // a machine that is busy sends late, which is heard as a pause in one or the other
            double low = Sine.share(middle(left), 8_000, 500);
            double high = Sine.share(middle(left), 8_000, 2_000);
            assertThat(low).isGreaterThan(0.1);
            assertThat(high).isGreaterThan(0.1);
            assertThat(low + high).isGreaterThan(0.6);
        }
    }

    @Test
    void aRecordingThatCannotBeBegunSaysSo() throws Exception {
        AudioPort port = port("call-1", Map.of());
        Path there = Files.writeString(storage.resolve("there.wav"), "already");
        port.record(there, false);
        until(() -> events.contains(new AudioEvent.RecordingFailed(there, "java.io.IOException: it is there already")));
        assertThat(Files.readString(there)).isEqualTo("already");
    }

    @Test
    void aRecordingThatTheProcessLeftIsCompletedByTheNext() throws Exception {
        Path file = storage.resolve("left.wav");
        byte[] whole = Wavs.tone(1, 16, 8_000, 1, 700, 1_000);
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 160);
        Files.write(storage.resolve("left.wav.part"), whole);
        media.close();
        Files.writeString(storage.resolve("recordings"), file + "\n");
        media = installed(6);
        until(() -> Files.exists(file));
        assertThat(Wav.read(Files.readAllBytes(file)).samples()).hasSize(8_000);
        assertThat(ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(40))
                .isEqualTo(16_000);
    }

    private static short[] samples(ByteBuffer wav, int channels, int channel) {
        short[] samples = new short[(wav.capacity() - 44) / 2 / channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = wav.getShort(44 + 2 * (i * channels + channel));
        }
        return samples;
    }

    /** The network's beginning and end are not what is measured. */
    private static short[] middle(short[] samples) {
        return java.util.Arrays.copyOfRange(samples, 4_000, 8_000);
    }

    private AudioPort port(String callId, Map<String, Object> memory) {
        return media.user().port(callId, memory, Runnable::run, events::add);
    }

    private static int answer(AudioPort port, Phone phone, Codec codec) throws MediaException {
        return Phone.port(port.answer(phone.offer(codec.type() + " 101", EVENTS), phone.addresses()));
    }

    private Installed installed(int seed) throws Exception {
        return Installed.start(storage, seed, properties(Map.of()));
    }

    private static Map<String, Object> properties(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Installed.RANGE);
        properties.putAll(more);
        return properties;
    }

    private static ByteBuffer audio(Codec codec, int n, byte[] all) {
        int at = all.length > 160 ? 160 * n : 0;
        return ByteBuffer.allocate(172)
                .put((byte) 0x80)
                .put((byte) codec.type())
                .putShort((short) n)
                .putInt(160 * n)
                .putInt(0xA)
                .put(all, at, 160)
                .flip();
    }
}
