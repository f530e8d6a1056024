// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.config.Values;
import org.strowger.api.media.AudioEvent.End;
import org.strowger.api.media.Sound;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** Callers on a clock that stands still until the test moves it; a prompt lasts two seconds. */
class VisitTest {
    private static final long PROMPT_MILLIS = 2_000;

    private final StillClock clock = new StillClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Map<String, Menu> menus = new HashMap<>();

    /** What was done, a line each, with the milliseconds since the beginning. */
    private final class Recorded implements Visit.Stage {
        private final List<String> story = new ArrayList<>();
        private final Map<Visit.Timer, Future<?>> timers = new EnumMap<>(Visit.Timer.class);
        private Visit visit;
        private Future<?> playing;
        private boolean untilKey;

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void play(List<Sound> sounds, String language, boolean wanted) {
            story.add("play " + sounds.stream().map(VisitTest::shown).toList());
            stopPlaying();
            untilKey = wanted;
            if (sounds.stream().noneMatch(Sound.Tone.class::isInstance)) {
                playing = scheduler.schedule(
                        () -> visit.played(End.WHOLE), PROMPT_MILLIS * sounds.size(), TimeUnit.MILLISECONDS);
            }
        }

        private void stopPlaying() {
            if (playing != null) {
                playing.cancel(false);
            }
        }

        void key(char key) {
            if (untilKey && playing != null && !playing.isDone()) {
                stopPlaying();
                visit.played(End.KEY);
            }
            visit.key(key);
        }

        @Override
        public void in(Visit.Timer timer, Duration time) {
            cancel(timer);
            timers.put(timer, scheduler.schedule(() -> visit.late(timer), time.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void cancel(Visit.Timer timer) {
            Future<?> before = timers.remove(timer);
            if (before != null) {
                before.cancel(false);
            }
        }

        @Override
        public void dial(String number) {
            story.add("dial " + number);
        }

        @Override
        public void giveUp() {
            story.add("give up");
            visit.left();
        }

        @Override
        public void connect() {
            stopPlaying();
            story.add("connect");
        }

        @Override
        public void hangup() {
            stopPlaying();
            timers.values().forEach(timer -> timer.cancel(false));
            story.add("hangup");
        }
    }

    private Recorded stage = new Recorded();

    private void menu(String name, String... pairs) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("prompt", name);
        properties.put("prompt.repeat", name + "-again");
        properties.put("prompt.invalid", "invalid");
        properties.put("prompt.connecting", "connecting");
        properties.put("prompt.unavailable", "unavailable");
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        Values values = new Values(Menus.PID + "~" + name, properties);
        menus.put(name, Menu.read(name, values, properties));
        assertThat(values.problems()).isEmpty();
    }

    private void begin() {
        stage = new Recorded();
        stage.visit = new Visit(Map.copyOf(menus), "main", clock.instant(), stage);
        stage.visit.begin();
    }

    private void keys(String keys) {
        for (char key : keys.toCharArray()) {
            stage.key(key);
        }
    }

    private void pass(long millis) {
        scheduler.advance(Duration.ofMillis(millis));
    }

    private List<String> since() {
        List<String> story = List.copyOf(stage.story);
        stage.story.clear();
        return story;
    }

    @ParameterizedTest
    @CsvSource({
        // keys, what is done at once
        "1, 'play [connecting, RINGING];dial 100'",
        "22, 'play [sub]'",
        "3, 'play [news]'",
        "9, 'play [bye]'",
        "0, 'play [main-again]'",
        "5, 'play [invalid, main-again]'",
        "200, 'play [connecting, RINGING];dial 200'",
        "20, ''",
        "61, 'play [invalid, main-again]'",
        "6#, 'play [connecting, RINGING];dial 600'",
        "*, 'play [main-again]'",
    })
    void aUniqueMatchActsAtOnce(String keys, String done) {
        menu(
                "main",
                "key.1",
                "dial 100",
                "key.22",
                "menu sub",
                "key.3",
                "play news",
                "key.9",
                "play bye; hangup",
                "key.0",
                "repeat",
                "key.star",
                "top",
                "key.6",
                "dial 600",
                "key.66",
                "dial 666",
                "extensions",
                "20x");
        menu("sub");
        begin();
        since();
        keys(keys);
        assertThat(String.join(";", since())).isEqualTo(done);
    }

    @Test
    void aKeyThatMayGoOnWaitsForTheNextAndThenActs() {
        menu("main", "key.1", "dial 100", "extensions", "1xxx", "timeout.digit", "1500");
        begin();
        since();
        keys("1");
        pass(1_499);
        assertThat(since()).isEmpty();
        pass(1);
        assertThat(since()).containsExactly("play [connecting, RINGING]", "dial 100");
    }

    @Test
    void aPartOfANumberIsWrongWhenNoMoreComes() {
        menu("main", "extensions", "1xxx");
        begin();
        keys("12");
        since();
        pass(2_000);
        assertThat(since()).containsExactly("play [invalid, main-again]");
    }

    @Test
    void silenceIsBoundedAndTimedFromThePromptsEnd() {
        menu("main", "silent.max", "2", "timeout.first", "3000", "silent.action", "play bye; hangup");
        begin();
        assertThat(since()).containsExactly("play [main]");
        pass(4_999);
        assertThat(since()).isEmpty();
        pass(1);
        assertThat(since()).containsExactly("play [main-again]");
        pass(5_000);
        assertThat(since()).containsExactly("play [bye]");
        pass(2_000);
        assertThat(since()).containsExactly("hangup");
    }

    @Test
    void wrongKeysHaveABoundOfTheirOwn() {
        menu("main", "key.1", "dial 1", "invalid.max", "3", "invalid.action", "dial 0");
        begin();
        keys("5");
        keys("5");
        since();
        keys("5");
        assertThat(since()).containsExactly("play [connecting, RINGING]", "dial 0");
    }

    @Test
    void whatIsPressedAheadIsKeptAndCountsInTheNextMenu() {
        menu("main", "key.1", "play news; menu sub");
        menu("sub", "key.2", "dial 22");
        begin();
        since();
        keys("12");
        assertThat(since()).containsExactly("play [news]");
        pass(2_000);
        assertThat(since()).containsExactly("play [connecting, RINGING]", "dial 22");
    }

    @Test
    void theWayBackAndTheWayToTheTop() {
        menu("main", "key.1", "menu one");
        menu("one", "key.1", "menu two", "key.0", "back");
        menu("two", "key.0", "back", "key.9", "top");
        begin();
        keys("11");
        since();
        keys("0");
        assertThat(since()).containsExactly("play [one]");
        keys("1");
        keys("9");
        assertThat(since()).containsExactly("play [two]", "play [main]");
    }

    @Test
    void whoIsReachedTalksAndWhoIsNotSendsTheCallerBack() {
        menu("main", "key.1", "dial 100", "ring", "10", "invalid.max", "2");
        begin();
        keys("1");
        stage.visit.left();
        assertThat(since()).endsWith("play [unavailable, main-again]");
        keys("1");
        pass(10_000);
        assertThat(since())
                .containsExactly("play [connecting, RINGING]", "dial 100", "give up", "play [attendant/goodbye]");
        pass(2_000);
        assertThat(since()).containsExactly("hangup");

        begin();
        keys("1");
        since();
        stage.visit.answered();
        assertThat(since()).containsExactly("connect");
        pass(3_600_000);
        assertThat(since()).isEmpty();
        stage.visit.left();
        assertThat(since()).containsExactly("hangup");
    }

    @Test
    void aClosedMenuSaysSo() {
        menu("main", "hours", "mon-thu 09:00-17:00", "zone", "UTC", "closed.action", "menu night");
        menu("night");
        begin();
        assertThat(since()).containsExactly("play [night]");
    }

    /** Whatever a caller does, and however long those take to answer who are called, the bound of the visit is kept. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyCallerLeavesInBoundedTime(long seed) {
        menu(
                "main",
                "key.1",
                "menu main2",
                "key.2",
                "dial 100",
                "key.3",
                "play news",
                "key.0",
                "repeat",
                "visit.max",
                "60",
                "ring",
                "10",
                "invalid.max",
                "20",
                "silent.max",
                "20",
                "extensions",
                "40-49");
        menu("main2", "key.1", "menu main", "key.9", "back", "key.8", "top", "invalid.max", "20", "silent.max", "20");
        Random random = new Random(seed);
        for (int caller = 0; caller < 200; caller++) {
            begin();
            Instant came = clock.instant();
            while (stage.visit.phase() != Visit.Phase.OVER) {
                assertThat(Duration.between(came, clock.instant())).isLessThan(Duration.ofSeconds(60 + 10 + 5 + 2 * 4));
                if (random.nextInt(3) > 0) {
                    stage.key("0123456789*#".charAt(random.nextInt(12)));
                } else if (stage.visit.phase() == Visit.Phase.DIALLING && random.nextBoolean()) {
                    stage.visit.left();
                }
                pass(random.nextInt(4_000));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aVisitThatIsLeftAtAnyMomentGoesOnAsIfItHadNot(long seed) {
        menu("main", "key.1", "menu sub", "key.2", "dial 100", "key.3", "play news; menu sub", "extensions", "40-49");
        menu("sub", "key.9", "back", "key.1", "dial 1");
        Random random = new Random(seed);
        for (int caller = 0; caller < 100; caller++) {
            begin();
            Recorded straight = stage;
            List<Object> deeds = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                deeds.add("0123949#".charAt(random.nextInt(8)));
            }
            int cut = random.nextInt(6);
            play(deeds);
            List<String> expected = List.copyOf(straight.story);
            Visit.Phase end = straight.visit.phase();
            begin();
            play(deeds.subList(0, cut));
            Recorded next = new Recorded();
            next.story.addAll(stage.story);
            next.playing = stage.playing;
            next.untilKey = stage.untilKey;
            Map<String, Object> memory = stage.visit.memory();
            stage.timers.values().forEach(timer -> timer.cancel(false));
            next.visit = Visit.resume(memory, next);
            assertThat(next.visit.memory()).isEqualTo(memory);
            stage = next;
            next.visit.goOn();
            play(deeds.subList(cut, deeds.size()));
            assertThat(next.story).isEqualTo(expected);
            assertThat(next.visit.phase()).isEqualTo(end);
        }
    }

    private void play(List<Object> deeds) {
        deeds.forEach(key -> stage.key((Character) key));
    }

    private static String shown(Sound sound) {
        return sound instanceof Sound.Tone tone ? tone.signal().name() : ((Sound.Prompt) sound).name();
    }
}
