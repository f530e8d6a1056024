// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Query;
import org.strowger.api.media.AudioEvent.Key.Way;
import org.strowger.api.sip.Body;

/** Keys in each of the ways in which phones say them, over a network that loses, repeats and overtakes. */
class KeysTest {
    private static final int KEYS = 1_000;
    private static final String ALL = "0123456789*#ABCD";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noEventIsLostOrDoubledWhereTwoOfAHundredPacketsAreLost(long seed) {
        Random random = new Random(seed);
        List<ByteBuffer> packets = new ArrayList<>();
        String pressed = pressed(random);
        int sequence = random.nextInt(65_536);
        int moment = random.nextInt();
        for (char key : pressed.toCharArray()) {
            for (int i = 1; i <= 8; i++) {
                packets.add(event(7, sequence++, moment, i == 1, key, i >= 6, Math.min(i, 6) * 160));
            }
            moment += 1_600 + random.nextInt(4_000);
        }
        assertThat(heard(disturbed(packets, random))).isEqualTo(pressed);
    }

    @Test
    void aKeyThatIsHeldForMinutesIsOneKey() {
        List<ByteBuffer> packets = new ArrayList<>();
        int moment = 1_000;
        int sequence = 1;
        for (int part = 0; part < 20; part++) {
            for (int length = 160; length <= 65_440; length += 160) {
                packets.add(event(7, sequence++, moment, part == 0 && length == 160, '5', false, length));
            }
            packets.add(event(7, sequence++, moment, false, '5', false, 0xFFFF));
            moment += 0xFFFF;
        }
        packets.add(event(7, sequence++, moment, false, '5', true, 800));
        packets.add(event(7, sequence, moment + 2_000, true, '5', false, 160));
        assertThat(heard(packets)).isEqualTo("55");
    }

    @Test
    void aTimestampThatGoesOnWithinAnEventIsOneKey() {
        List<ByteBuffer> packets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            packets.add(event(7, 1 + i, 1_000 + 160 * i, i == 0, '9', i >= 7, 160 * (i + 1)));
        }
        packets.add(event(7, 20, 4_000, true, '9', false, 160));
        assertThat(heard(packets)).isEqualTo("99");
    }

    @Test
    void anotherSourceBeginsAnew() {
        assertThat(heard(List.of(event(7, 1, 90_000, true, '1', true, 800), event(8, 1, 500, true, '1', true, 800))))
                .isEqualTo("11");
    }

    @Test
    void aFlashOrHalfAPacketIsNoKey() {
        ByteBuffer flash = event(7, 1, 1_000, true, '0', true, 800);
        flash.put(12, (byte) 16);
        ByteBuffer half = event(7, 2, 3_000, true, '0', true, 800);
        half.limit(14);
        assertThat(heard(List.of(flash, half))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 60, 60", "2, 80, 60", "3, 100, 100", "4, 200, 80", "5, 70, 70"})
    void noToneIsLostOrDoubledWhereTwoOfAHundredPacketsAreLost(long seed, int tone, int pause) {
        Random random = new Random(seed);
        String pressed = pressed(random);
        StringBuilder heard = new StringBuilder();
        KeyTones tones = new KeyTones(heard::append);
        short[] audio = audio(pressed, tone, pause, random);
        boolean lost = false;
        int since = 0;
        for (int at = 0; at + 160 <= audio.length; at += 160) {
            short[] packet = java.util.Arrays.copyOfRange(audio, at, at + 160);
            // one at a time: what is lost for longer than a key lasts, nobody can hear
            if (random.nextInt(50) == 0 && tone >= 100 && since > 20) {
                lost = true;
                since = 0;
                continue;
            }
            since++;
            if (lost) {
                tones.gap();
                lost = false;
            }
            tones.hear(packet, 160);
        }
        assertThat(heard.toString()).isEqualTo(pressed);
    }

    @Test
    void speechAndNoiseAreNoKeys() {
        StringBuilder heard = new StringBuilder();
        KeyTones tones = new KeyTones(heard::append);
        Random random = new Random(9);
        short[] packet = new short[160];
        double voice = 0;
        for (int n = 0; n < 50 * 60; n++) {
            double pitch = 90 + random.nextInt(200);
            for (int i = 0; i < packet.length; i++) {
                voice += 2 * Math.PI * pitch / 8_000;
                double sample = 0;
                for (int harmonic = 1; harmonic <= 15; harmonic++) {
                    sample += Math.sin(harmonic * voice) / harmonic;
                }
                packet[i] = (short) (4_000 * sample + random.nextGaussian() * 500);
            }
            tones.hear(packet, 160);
        }
        assertThat(heard.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/dtmf-relay, 'Signal=5\r\nDuration=160\r\n', 5",
        "application/dtmf-relay, 'Signal= *\r\nDuration= 250', *",
        "application/dtmf-relay;x=y, 'Duration=1\r\nsignal=#', #",
        "application/dtmf-relay, 'Signal=11', #",
        "application/dtmf-relay, 'Signal=a', A",
        "application/dtmf-relay, 'Signal=!', ",
        "application/dtmf-relay, '', ",
        "application/dtmf, '7', 7",
        "Application/DTMF, ' d\r\n', D",
        "application/dtmf, '77', ",
        "application/media_control+xml, '7', ",
    })
    void anInfoSaysAKey(String type, String body, Character key) {
        Query info =
                new Query("INFO", List.of(), Optional.of(new Body(type, body.getBytes(StandardCharsets.US_ASCII))));
        assertThat(KeyInfo.key(info)).isEqualTo(Optional.ofNullable(key));
    }

    @Test
    void anInfoWithoutABodyIsAboutSomethingElse() {
        assertThat(KeyInfo.isKeys(new Query("INFO", List.of(), Optional.empty())))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aKeyThatIsSaidInTwoWaysIsOneKey(Way first) {
        KeyPresses presses = new KeyPresses();
        for (Way second : Way.values()) {
            if (second != first) {
                long now = second.ordinal() * 100_000L;
                assertThat(presses.take('1', first, now)).isTrue();
                assertThat(presses.take('1', second, now + 100)).isFalse();
                assertThat(presses.take('1', first, now + 300)).isTrue();
                assertThat(presses.take('1', second, now + 400)).isFalse();
                assertThat(presses.take('2', second, now + 500)).isTrue();
                assertThat(presses.take('2', first, now + 600)).isFalse();
                assertThat(presses.take('1', second, now + 5_000)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aKeyThatIsPressedTwiceIsTwoKeys(Way way) {
        KeyPresses presses = new KeyPresses();
        for (int i = 0; i < 200; i++) {
            assertThat(presses.take('1', way, 100L * i)).isTrue();
        }
    }

    private static String pressed(Random random) {
        StringBuilder pressed = new StringBuilder();
        while (pressed.length() < KEYS) {
            char key = ALL.charAt(random.nextInt(ALL.length()));
            pressed.append(key);
            if (random.nextInt(4) == 0) {
                pressed.append(key);
            }
        }
        return pressed.toString();
    }

    private static List<ByteBuffer> disturbed(List<ByteBuffer> packets, Random random) {
        List<ByteBuffer> disturbed = new ArrayList<>();
        for (ByteBuffer packet : packets) {
            if (random.nextInt(50) == 0) {
                continue;
            }
            int place = random.nextInt(30) == 0 && !disturbed.isEmpty() ? disturbed.size() - 1 : disturbed.size();
            disturbed.add(place, packet);
            if (random.nextInt(50) == 0) {
                disturbed.add(packet.duplicate());
            }
        }
        return disturbed;
    }

    private static String heard(List<ByteBuffer> packets) {
        KeyEvents events = new KeyEvents();
        StringBuilder heard = new StringBuilder();
        for (ByteBuffer packet : packets) {
            char key = events.hear(packet, 12);
            if (key != 0) {
                heard.append(key);
            }
        }
        return heard.toString();
    }

    private static ByteBuffer event(
            int ssrc, int sequence, int moment, boolean marked, char key, boolean end, int duration) {
        return ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) (101 | (marked ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt(moment)
                .putInt(ssrc)
                .put((byte) KeyEvents.code(key))
                .put((byte) ((end ? 0x80 : 0) | 10))
                .putShort((short) duration)
                .flip();
    }

    private static short[] audio(String keys, int tone, int pause, Random random) {
        List<short[]> parts = new ArrayList<>();
        for (char key : keys.toCharArray()) {
            parts.add(Tones.key(key, tone).samples(8_000));
            parts.add(new short[8 * (pause + random.nextInt(7))]);
        }
        short[] audio = new short[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, audio, at, part.length);
            at += part.length;
        }
        for (int i = 0; i < audio.length; i++) {
            audio[i] = G711.ALAW.decode(G711.ALAW.encode(audio[i] + (int) (random.nextGaussian() * 30)));
        }
        return audio;
    }
}
