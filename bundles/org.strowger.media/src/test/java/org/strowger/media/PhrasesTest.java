// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.media.Phrases;
import org.strowger.api.media.Sound.Prompt;

class PhrasesTest {
    private final EnglishPhrases english = new EnglishPhrases();
    private final ChinesePhrases chinese = new ChinesePhrases();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "10, 10",
        "19, 19",
        "20, 20",
        "21, 20 1",
        "100, 1 hundred",
        "115, 1 hundred 15",
        "999, 9 hundred 90 9",
        "1000, 1 thousand",
        "1001, 1 thousand 1",
        "20300, 20 thousand 3 hundred",
        "1000000, 1 million",
        "2000000003, 2 billion 3",
        "-42, minus 40 2",
        "9223372036854775807, 9 quintillion 2 hundred 20 3 quadrillion 3 hundred 70 2 trillion 36 billion 8 hundred 50 4 million 7 hundred 70 5 thousand 8 hundred 7",
        "-9223372036854775808, minus 9 quintillion 2 hundred 20 3 quadrillion 3 hundred 70 2 trillion 36 billion 8 hundred 50 4 million 7 hundred 70 5 thousand 8 hundred 8",
    })
    void englishNumbers(long value, String words) {
        assertThat(said(english.number(value))).isEqualTo(words.replace(" 36 ", " 30 6 "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2, 2",
        "10, 10",
        "12, 10 2",
        "20, 2 10",
        "21, 2 10 1",
        "100, 1 100",
        "105, 1 100 0 5",
        "110, 1 100 1 10",
        "115, 1 100 1 10 5",
        "1000, 1 1000",
        "1005, 1 1000 0 5",
        "1050, 1 1000 0 5 10",
        "10000, 1 wan",
        "10005, 1 wan 0 5",
        "10015, 1 wan 0 1 10 5",
        "120000, 10 2 wan",
        "100000000, 1 yi",
        "100000001, 1 yi 0 1",
        "120034000, 1 yi 2 1000 0 3 wan 4 1000",
        "-3, minus 3",
        "-9223372036854775808, minus 9 100 2 10 2 yi 3 1000 3 100 7 10 2 wan 0 3 100 6 10 8 yi 5 1000 4 100 7 10 7 wan 5 1000 8 100 0 8",
    })
    void chineseNumbers(long value, String words) {
        assertThat(said(chinese.number(value))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "00:00, 12 am, am 10 2 hour",
        "00:05, 12 oh 5 am, am 10 2 hour 0 5 minute",
        "02:30, 2 30 am, am both hour 3 10 minute",
        "09:59, 9 50 9 am, am 9 hour 5 10 9 minute",
        "12:00, 12 pm, pm 10 2 hour",
        "13:10, 1 10 pm, pm 1 hour 10 minute",
        "23:41, 11 40 1 pm, pm 10 1 hour 4 10 1 minute",
    })
    void times(LocalTime time, String inEnglish, String inChinese) {
        assertThat(said(english.time(time))).isEqualTo(inEnglish);
        assertThat(said(chinese.time(time))).isEqualTo(inChinese);
    }

    @ParameterizedTest
    @CsvSource({"0123456789, 0 1 2 3 4 5 6 7 8 9", "*21#, star 2 1 hash"})
    void digits(String digits, String words) {
        assertThat(said(english.digits(digits))).isEqualTo(words);
        assertThat(said(chinese.digits(digits))).isEqualTo(words);
    }

    private static String said(List<Prompt> prompts) {
        return prompts.stream().map(prompt -> prompt.name().substring(4)).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"en", "zh"})
    void everyWordShips(String language) throws Exception {
        Phrases phrases = language.equals("en") ? english : chinese;
        Set<Prompt> words = new HashSet<>(phrases.digits("0123456789*#"));
        for (long value = 1; value > 0 && value < Long.MAX_VALUE / 7; value = value * 7 + 3) {
            words.addAll(phrases.number(value));
            words.addAll(phrases.number(-value % 1_000));
        }
        for (int minute = 0; minute < 24 * 60; minute++) {
            words.addAll(phrases.time(LocalTime.of(minute / 60, minute % 60)));
        }
        Path shipped = Path.of("../../distribution/src/main/distribution/prompts", language);
        for (Prompt word : words) {
            Clip clip = Clip.of(Wav.read(Files.readAllBytes(shipped.resolve(word.name() + ".wav"))));
            assertThat(clip.millis()).as(word.name()).isBetween(200L, 1_500L);
        }
    }
}
