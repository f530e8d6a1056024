// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Phrases;
import org.strowger.api.media.Sound;
import org.strowger.api.media.TextToSpeech;
import org.strowger.testkit.FakeReference;

class LibraryTest {
    @TempDir
    private Path folder;

    private final Speech speech = new Speech();
    private Library library;

    @BeforeEach
    void start() throws Exception {
        library = new Library(speech, settings(64));
        prompt("en/hello", 100);
        prompt("hello", 200);
        prompt("zh/hello", 300);
    }

    @AfterEach
    void stop() {
        library.close();
    }

    @Test
    void thePromptOfTheLanguageComesBeforeTheOneForAll() throws Exception {
        Sound hello = new Sound.Prompt("hello");
        assertThat(millis(hello, "en")).isEqualTo(100);
        assertThat(millis(hello, "zh-CN")).isEqualTo(300);
        assertThat(millis(hello, "fr")).isEqualTo(200);
    }

    @Test
    void aFileThatChangesIsReadAnewAndOneThatDoesNotIsReadOnce() throws Exception {
        Clip first = library.prompt("hello", "en");
        assertThat(library.prompt("hello", "en")).isSameAs(first);
        prompt("en/hello", 500);
        Files.setLastModifiedTime(folder.resolve("en/hello.wav"), FileTime.fromMillis(1_000));
        assertThat(millis(new Sound.Prompt("hello"), "en")).isEqualTo(500);
    }

    @Test
    void whatWasPlayedLongestAgoIsForgottenFirst() throws Exception {
        library.configure(settings(1));
        prompt("long", 20_000);
        prompt("longer", 25_000);
        Clip first = library.prompt("long", "en");
        library.prompt("longer", "en");
        assertThat(library.prompt("long", "en")).isNotSameAs(first);
    }

    @Test
    void numbersAreSaidByWhoRanksHighestInTheLanguage() throws Exception {
        for (int digit = 0; digit < 10; digit++) {
            prompt("en/say/" + digit, 100);
        }
        assertThatThrownBy(() -> millis(new Sound.Digits("123"), "en"))
                .isInstanceOf(MediaException.class)
                .hasMessage("nobody can say numbers in the language 'en'");
        speech.bindPhrases(new FakeReference<>(1, 0, Map.of(Phrases.LANGUAGE, "en")), new EnglishPhrases());
        assertThat(millis(new Sound.Digits("123"), "en-GB")).isEqualTo(300);
        assertThat(millis(new Sound.Number(7), "en")).isEqualTo(100);
        assertThatThrownBy(() -> millis(new Sound.Digits("1"), "zh")).hasMessageContaining("'zh'");
    }

    @Test
    void textIsSpokenOnceByWhoeverCan() throws Exception {
        Sound text = new Sound.Text("Good morning");
        assertThatThrownBy(() -> millis(text, "en")).hasMessage("there is no text to speech for 'Good morning'");
        AtomicInteger asked = new AtomicInteger();
        TextToSpeech speaker = (words, language) -> {
            asked.incrementAndGet();
            return words.equals("Good morning")
                    ? CompletableFuture.completedFuture(Wavs.tone(1, 16, 22_050, 1, 300, 400))
                    : CompletableFuture.failedFuture(new IllegalStateException("too hard"));
        };
        speech.bindTextToSpeech(new FakeReference<>(2, 0, Map.of()), speaker);
        assertThat(millis(text, "en")).isEqualTo(400);
        assertThat(millis(text, "en")).isEqualTo(400);
        assertThat(asked).hasValue(1);
        assertThatThrownBy(() -> millis(new Sound.Text("x"), "en")).hasMessageContaining("too hard");
    }

    @ParameterizedTest
    @EnumSource
    void everyCountryHasEveryTone(Sound.Tone.Signal signal) {
        for (String country : Tones.countries()) {
            Clip tone = Tones.of(country, signal);
            assertThat(tone.millis()).isBetween(200L, 7_000L);
            assertThat(Sine.level(tone.samples(8_000))).as(country).isGreaterThan(0.01);
        }
    }

    @Test
    void aToneThatNeverPausesHasNoJoint() {
        short[] dial = Tones.of("de", Sound.Tone.Signal.DIAL).samples(16_000);
        int step = Math.abs(dial[0] - dial[dial.length - 1]);
        assertThat(step).isLessThanOrEqualTo(Math.abs(dial[1] - dial[0]) + 1);
    }

    private long millis(Sound sound, String language) throws MediaException {
        return library.clips(sound, language).stream().mapToLong(Clip::millis).sum();
    }

    private AudioSettings settings(long megabytes) {
        return new AudioSettings(
                List.of(Codec.values()), List.of(folder), megabytes * 1_048_576, "us", true, Duration.ZERO.toMillis());
    }

    private void prompt(String name, int millis) throws Exception {
        Path file = folder.resolve(name + ".wav");
        Files.createDirectories(file.getParent());
        Files.write(file, Wavs.tone(1, 16, 8_000, 1, 440, millis));
    }
}
