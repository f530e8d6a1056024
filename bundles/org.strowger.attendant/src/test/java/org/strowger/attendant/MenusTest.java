// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.strowger.api.config.Problem;

class MenusTest {
    private final FakeAudio audio = new FakeAudio();
    private final Menus menus = Configurations.menus(audio);

    @Test
    void whatIsConfiguredAtTheStartAnswersAtOnce() throws Exception {
        Menus started = Configurations.menus(audio, Map.of("main", Map.of("numbers", "500, 501")));
        assertThat(started.answering("501")).map(Menu::name).contains("main");
        assertThat(started.answering("502")).isEmpty();
    }

    @Test
    void menusThatReferToEachOtherWaitForEachOther() {
        update("main", "numbers", "500", "key.1", "menu night");
        assertThat(menus.inForce()).isEmpty();
        assertThat(problems()).containsExactly("key.1: there is no menu 'night'");
        update("night", "key.0", "back");
        assertThat(menus.inForce()).containsOnlyKeys("main", "night");
        assertThat(problems()).isEmpty();
        menus.deleted(Menus.PID + "~night");
        assertThat(menus.inForce()).isEmpty();
    }

    @Test
    void whatIsChangedForTheWorseStaysAsItWas() {
        update("main", "numbers", "500");
        update("main", "numbers", "501", "key.1", "dance");
        assertThat(menus.answering("500")).isPresent();
        assertThat(problems()).hasSize(1);
        update("main", "numbers", "501", "key.1", "menu nowhere");
        assertThat(menus.answering("500")).isPresent();
        update("main", "numbers", "501");
        assertThat(menus.answering("500")).isEmpty();
        assertThat(menus.answering("501")).isPresent();
    }

    @Test
    void aMissingPromptIsNamed() {
        audio.missing.addAll(List.of("lost", "gone"));
        update("main", "prompt", "attendant/welcome, lost", "key.1", "play gone; hangup");
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "prompt: there is no lost.wav",
                        "prompt.repeat: there is no lost.wav",
                        "key.1: there is no gone.wav");
        assertThat(menus.check(Menus.PID + "~x", Map.of("prompt.invalid", "lost")))
                .extracting(Problem::key)
                .containsExactly("prompt.invalid");
    }

    @Test
    void aCircleWithoutAnExitIsNamed() {
        update("a", "numbers", "500", "silent.action", "menu b");
        update("b", "closed.action", "menu c");
        assertThat(menus.inForce()).isEmpty();
        update("c", "invalid.action", "dial 500");
        assertThat(problems()).anySatisfy(problem -> assertThat(problem)
                .startsWith("silent.action: leads in a circle without an exit: a, b, c, a"));
        assertThat(menus.inForce()).containsOnlyKeys("b", "c");
        update("c", "invalid.action", "dial 600");
        assertThat(menus.inForce()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void aNumberIsThatOfOneMenu() {
        update("a", "numbers", "500");
        update("b", "numbers", "500");
        assertThat(menus.inForce()).hasSize(1);
        assertThat(problems()).singleElement().asString().contains("500 is that of menu");
    }

    @Test
    void anExplanationWalksTheKeys() {
        update(
                "main",
                "numbers",
                "500",
                "key.1",
                "menu sales",
                "key.2",
                "dial 100",
                "extensions",
                "2xx",
                "hours",
                "mon-fri 09:00-17:00",
                "zone",
                "Europe/Berlin",
                "prompt",
                "hello",
                "prompt.repeat",
                "again",
                "silent.max",
                "2");
        update("sales", "prompt", "sales", "key.9", "play bye; hangup", "language", "zh");
        LocalDateTime open = LocalDateTime.parse("2026-11-20T10:00");
        assertThat(walk("1", open))
                .containsExactly("arrives: play hello (en), keys wanted", "1: play sales (zh), keys wanted");
        assertThat(walk("19", open)).endsWith("9: play bye (zh)", "9: hangup");
        assertThat(walk("2", open)).endsWith("waits: play attendant/connecting (en)", "waits: dial 100");
        assertThat(walk("255", open)).endsWith("5: play attendant/connecting (en)", "5: dial 255");
        assertThat(walk("7", open)).endsWith("7: play attendant/invalid, again (en), keys wanted");
        assertThat(walk("", open))
                .containsExactly(
                        "arrives: play hello (en), keys wanted",
                        "waits: play again (en), keys wanted",
                        "waits: play attendant/goodbye (en)",
                        "waits: hangup");
        assertThat(walk("", LocalDateTime.parse("2026-11-21T10:00")))
                .containsExactly("arrives: play attendant/closed (en)", "arrives: hangup");
        assertThatThrownBy(() -> walk("1", open, "nowhere")).hasMessage("there is no menu nowhere in force");
        assertThat(menus.rows()).extracting(Explained.Row::bound).containsExactly(300L + 30 + 5 + 2, 300L + 30 + 5 + 2);
    }

    private List<String> walk(String keys, LocalDateTime at) {
        return walk(keys, at, "main");
    }

    private List<String> walk(String keys, LocalDateTime at, String menu) {
        return menus.explain(menu, keys, Optional.of(at)).stream()
                .map(step -> step.after() + ": " + step.done())
                .toList();
    }

    private List<String> problems() {
        return menus.refused().stream()
                .map(problem -> problem.key() + ": " + problem.reason())
                .toList();
    }

    private void update(String name, String... pairs) {
        Dictionary<String, Object> properties = new Hashtable<>();
        Stream.iterate(0, i -> i < pairs.length, i -> i + 2).forEach(i -> properties.put(pairs[i], pairs[i + 1]));
        assertThat(Arrays.asList(pairs).size() % 2).isZero();
        menus.updated(Menus.PID + "~" + name, properties);
    }
}
