// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.media.Await.until;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.api.call.Query;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioEvent.End;
import org.strowger.api.media.AudioEvent.Key.Way;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;

class AudioPortTest {
    private static final String LAW = "8";

    @TempDir
    private Path storage;

    private Installed media;
    private Phone phone;
    private final List<AudioEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(storage.resolve("prompts/en"));
        prompt("en/hello", 440, 400);
        prompt("en/world", 880, 300);
        prompt("music/wait", 500, 200);
        media = installed(3);
        phone = new Phone("127.0.0.2", 0xA);
    }

    @AfterEach
    void stop() {
        media.close();
        phone.close();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void aPromptIsHeardWholeInEachCodec(Codec codec) throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, codec.type() + " 101", "a=rtpmap:101 telephone-event/8000");
        port.play(hello());
        Heard heard = Heard.packets(phone, 35);
        assertThat(heard.type()).isEqualTo(codec.type());
        assertThat(heard.steady()).as("sequence and time").isTrue();
        assertThat(heard.bytes(codec, 0, 20)).isEqualTo(clip("en/hello").encoded(codec));
        assertThat(heard.bytes(codec, 20, 35)).isEqualTo(clip("en/world").encoded(codec));
        until(() -> events.contains(new AudioEvent.Played("hello", End.WHOLE, "")));
        assertThat(events).hasSize(1);
    }

    @Test
    void packetsComeEach20Milliseconds() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        port.play(new Announcement("music", List.of(new Sound.Music("wait")), "en", false));
        Heard.packets(phone, 10);
        Heard heard = Heard.packets(phone, 100);
        assertThat(heard.millis()).as("time of 100 packets").isBetween(1_500.0, 3_000.0);
        assertThat(heard.steady()).isTrue();
    }

    @Test
    void musicGoesOnWithoutAGap() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        port.play(new Announcement("music", List.of(new Sound.Music("wait")), "en", false));
        Heard heard = Heard.packets(phone, 25);
        byte[] once = clip("music/wait").encoded(Codec.PCMA);
        assertThat(heard.bytes(Codec.PCMA, 0, 10)).isEqualTo(once);
        assertThat(heard.bytes(Codec.PCMA, 10, 20)).isEqualTo(once);
        port.stop();
        until(() -> events.contains(new AudioEvent.Played("music", End.STOPPED, "")));
    }

    @Test
    void anotherAnnouncementTakesThePlaceOfTheFirst() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        port.play(new Announcement("music", List.of(new Sound.Music("wait")), "en", false));
        phone.packet();
        port.play(new Announcement("then", List.of(new Sound.Prompt("world")), "en", false));
        until(() -> events.size() == 2);
        assertThat(events)
                .containsExactly(
                        new AudioEvent.Played("music", End.STOPPED, ""), new AudioEvent.Played("then", End.WHOLE, ""));
    }

    @Test
    void whatCannotBePlayedIsNamed() throws Exception {
        Files.writeString(storage.resolve("prompts/en/bad.wav"), "not audio");
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        port.play(new Announcement("1", List.of(new Sound.Prompt("nowhere")), "en", false));
        port.play(new Announcement("2", List.of(new Sound.Prompt("hello"), new Sound.Prompt("bad")), "en", false));
        until(() -> events.size() == 2);
        assertThat(events.get(1))
                .isEqualTo(new AudioEvent.Played(
                        "2", End.FAILED, storage + "/prompts/en/bad.wav cannot be played: it is no WAV file"));
        assertThatThrownBy(() -> media.user().length(new Sound.Prompt("nowhere"), "en"))
                .isInstanceOf(MediaException.class)
                .hasMessage("there is no nowhere.wav of the language 'en' in any of [" + storage + "/prompts]");
        assertThat(media.user().length(new Sound.Prompt("hello"), "en-GB")).hasMillis(400);
        assertThat(media.user().length(new Sound.Music("wait"), "en")).isZero();
    }

    @Test
    void aKeyEndsWhatMayBeInterrupted() throws Exception {
        AudioPort port = port("call-1", Map.of());
        int to = answer(port, LAW + " 101", "a=rtpmap:101 telephone-event/8000");
        port.play(new Announcement("menu", List.of(new Sound.Music("wait")), "en", true));
        phone.packet();
        for (int i = 0; i < 5; i++) {
            phone.send(Phone.EXCHANGE, to, event(i, '7', i > 2));
        }
        until(() -> events.size() == 2);
        assertThat(events)
                .containsExactly(new AudioEvent.Played("menu", End.KEY, ""), new AudioEvent.Key('7', Way.EVENT));
        phone.drain();
        assertThat(phone.heard()).isEmpty();
    }

    @Test
    void keysAreHeardAsTonesWhereThePhoneHasNoEvents() throws Exception {
        AudioPort port = port("call-1", Map.of());
        int to = answer(port, "0");
        byte[] tones = Tones.key('#', 100).encoded(Codec.PCMU);
        for (int i = 0; i < 5; i++) {
            phone.send(Phone.EXCHANGE, to, audio(0, i, java.util.Arrays.copyOfRange(tones, 160 * i, 160 * i + 160)));
        }
        until(() -> events.contains(new AudioEvent.Key('#', Way.TONES)));
    }

    @Test
    void anInfoIsAKeyOrNot() throws Exception {
        AudioPort port = port("call-1", Map.of());
        assertThat(port.info(info("application/dtmf-relay", "Signal=4\r\nDuration=100\r\n")))
                .isTrue();
        assertThat(port.info(info("application/other", "4"))).isFalse();
        until(() -> events.equals(List.of(new AudioEvent.Key('4', Way.INFO))));
    }

    @Test
    void keysArePressedByEventsWithThreeEnds() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW + " 96", "a=rtpmap:96 telephone-event/8000");
        port.press("5#");
        List<ByteBuffer> packets = Heard.packets(phone, 14).packets();
        assertThat(packets.get(0).get(1)).isEqualTo((byte) (0x80 | 96));
        for (int i = 0; i < 7; i++) {
            ByteBuffer packet = packets.get(i);
            assertThat(packet.get(12)).isEqualTo((byte) 5);
            assertThat(packet.get(13) < 0).as("end").isEqualTo(i >= 4);
            assertThat(packet.getShort(14)).isEqualTo((short) (160 * Math.min(5, i + 1)));
            assertThat(packet.getInt(4)).isEqualTo(packets.get(0).getInt(4));
        }
        assertThat(packets.get(7).get(12)).isEqualTo((byte) 11);
        assertThat(packets.get(7).getInt(4)).isNotEqualTo(packets.get(0).getInt(4));
    }

    @Test
    void keysArePressedAsTonesWhereThereAreNoEvents() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        port.press("9");
        Heard heard = Heard.packets(phone, 5);
        StringBuilder keys = new StringBuilder();
        short[] samples = new short[800];
        Codec.PCMA.decoder().decode(heard.bytes(Codec.PCMA, 0, 5), 0, 800, samples);
        new KeyTones(keys::append).hear(samples, 800);
        assertThat(keys.toString()).isEqualTo("9");
    }

    @Test
    void aPhoneThatSaysNothingIsTold() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        until(() -> events.size() == 1);
        assertThat(events.get(0)).isInstanceOf(AudioEvent.Silent.class);
    }

    @Test
    void thePortIsGivenBack() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        assertThat(media.ports()).isEqualTo(2);
        port.close();
        port.close();
        until(() -> media.ports() == 0);
    }

    @Test
    void whoComesNextHearsWhatTheOneBeforeDidNot() throws Exception {
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW);
        port.leave();
        port.info(info("application/dtmf", "1"));
        port.info(info("application/dtmf", "2"));
        List<AudioEvent> next = new CopyOnWriteArrayList<>();
        AudioPort same = media.user().port("call-1", port.memory(), Runnable::run, next::add);
        assertThat(same).isSameAs(port);
        assertThat(next).containsExactly(new AudioEvent.Key('1', Way.INFO), new AudioEvent.Key('2', Way.INFO));
        assertThat(events).isEmpty();
    }

    @Test
    void anAnnouncementGoesOnWhereItWasWithTheNextVersionOfTheBundle() throws Exception {
        prompt("en/long", 300, 3_000);
        AudioPort port = port("call-1", Map.of());
        answer(port, LAW + " 101", "a=rtpmap:101 telephone-event/8000");
        port.play(new Announcement("long", List.of(new Sound.Prompt("long")), "en", false));
        Heard first = Heard.packets(phone, 20);
        port.leave();
        media.close();
        Map<String, Object> memory = port.memory();
        List<ByteBuffer> rest = new ArrayList<>(first.packets());
        rest.addAll(phone.rest());
        media = installed(4);
        port("call-1", memory);
        while (rest.size() < 150) {
            rest.add(phone.copy());
        }
        Heard all = new Heard(rest, 0);
        assertThat(all.bytes(Codec.PCMA, 0, 150)).isEqualTo(clip("en/long").encoded(Codec.PCMA));
        assertThat(all.complete()).isTrue();
        until(() -> events.contains(new AudioEvent.Played("long", End.WHOLE, "")));
    }

    private Announcement hello() {
        return new Announcement("hello", List.of(new Sound.Prompt("hello"), new Sound.Prompt("world")), "en", false);
    }

    private AudioPort port(String callId, Map<String, Object> memory) {
        return media.user().port(callId, memory, Runnable::run, events::add);
    }

    private int answer(AudioPort port, String formats, String... lines) throws MediaException {
        return Phone.port(port.answer(phone.offer(formats, lines), phone.addresses()));
    }

    private Installed installed(int seed) throws Exception {
        Map<String, Object> properties = new HashMap<>(Installed.RANGE);
        properties.put("prompts", storage.resolve("prompts").toString());
        properties.put("audio.silence", 1);
        return Installed.start(storage, seed, properties);
    }

    private void prompt(String name, int hertz, int millis) throws Exception {
        Path file = storage.resolve("prompts").resolve(name + ".wav");
        Files.createDirectories(file.getParent());
        Files.write(file, Wavs.tone(1, 16, 16_000, 1, hertz, millis));
    }

    private Clip clip(String name) throws Exception {
        return Clip.of(Wav.read(Files.readAllBytes(storage.resolve("prompts").resolve(name + ".wav"))));
    }

    private static Query info(String type, String text) {
        return new Query("INFO", List.of(), Optional.of(new Body(type, text.getBytes(StandardCharsets.US_ASCII))));
    }

    private static ByteBuffer event(int n, char key, boolean end) {
        return ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) (101 | (n == 0 ? 0x80 : 0)))
                .putShort((short) n)
                .putInt(1_600)
                .putInt(0xA)
                .put((byte) KeyEvents.code(key))
                .put((byte) (end ? 0x8A : 10))
                .putShort((short) (160 * (n + 1)))
                .flip();
    }

    private static ByteBuffer audio(int type, int n, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) n)
                .putInt(160 * n)
                .putInt(0xA)
                .put(payload)
                .flip();
    }
}
