// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Values;
import org.strowger.api.distributor.Candidate;
import org.strowger.api.distributor.Round;
import org.strowger.api.distributor.Strategy;

class QueueTextTest {
    @Test
    void whatIsNotSaidHasADefault() {
        Queue queue = Simulation.queue("sales", Map.of("numbers", "500, 501"));
        assertThat(queue.numbers()).containsExactly("500", "501");
        assertThat(queue.strategy()).isEqualTo("longest-idle");
        assertThat(queue.login()).isTrue();
        assertThat(queue.posts()).isEmpty();
        assertThat(queue.calling().ring()).isEqualTo(Duration.ofSeconds(20));
        assertThat(queue.limits().toJoin()).isEqualTo(Queue.Staff.STAFFED);
        assertThat(queue.codes().roles()).containsExactly("registrar");
    }

    @Test
    void agentsHaveLevelsWeightsAndWrapUp() {
        Queue queue = Simulation.queue(
                "sales", Map.of("agents", "1001, 1002 level=1 wrapup=20, alice weight=3", "key.star", "300"));
        assertThat(queue.posts())
                .containsExactly(
                        new Post("1001", 0, 0, 1, Optional.empty()),
                        new Post("1002", 1, 1, 1, Optional.of(Duration.ofSeconds(20))),
                        new Post("alice", 2, 0, 3, Optional.empty()));
        assertThat(queue.keys()).containsExactly(Map.entry('*', "300"));
        assertThat(QueueText.read("sales", queue.text())).isEqualTo(queue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agents         | 1001, 1001      | has 1001 twice",
                "agents         | 1001 level=10   | 'level=10' is not between 0 and 9",
                "agents         | 1001 skill=2    | 'skill=2' is none of level=, weight=, wrapup=",
                "agents         | 1001,           | '' does not begin with an agent's number",
                "ring           | 1               | 1 is not between 2 and 300",
                "rest.busy      | soon            | 'soon' is not a whole number",
                "join.while     | maybe           | 'maybe' is none of always, staffed, active",
                "announce.every | 3               | '3' is neither 0 nor 5 to 9999 seconds",
                "language       | 7               | '7' is no language tag",
                "key.12         | 300             | there is no such key on a phone",
                "key.1          | a b             | 'a b' cannot be dialled",
                "pause.x        | lunch           | is not followed by up to four digits",
                "code.login     | in              | 'in' cannot be dialled with keys",
                "overflow       | a b             | 'a b' cannot be dialled"
            })
    void whatIsWrongIsNamed(String key, String value, String reason) {
        Map<String, Object> properties = Map.of(key, value);
        Values values = new Values(Queues.PID + "~sales", properties);
        QueueText.read("sales", values, properties);
        assertThat(values.problems())
                .extracting(problem -> problem.key() + " " + problem.reason())
                .containsExactly(key + " " + reason);
    }

    @Test
    void queuesAreJudgedBesideTheOthers() {
        FakeAudio audio = new FakeAudio();
        audio.missing.add("queue/nowhere");
        Queues queues = Configurations.queues(
                audio,
                Map.of(
                        "a", Map.of("numbers", "500"),
                        "b", Map.of("numbers", "500"),
                        "c", Map.of("numbers", "502", "prompt.welcome", "queue/nowhere"),
                        "d", Map.of("numbers", "503", "strategy", "by-mood")));
        assertThat(queues.inForce()).containsOnlyKeys("a");
        assertThat(queues.refused())
                .extracting(problem -> problem.key())
                .containsExactly("numbers", "prompt.welcome", "strategy");

        Strategy mood = round -> round.free();
        queues.addStrategy(mood, Map.of(Strategy.NAME, "by-mood"));
        assertThat(queues.inForce()).containsOnlyKeys("a", "d");
        queues.removeStrategy(mood, Map.of(Strategy.NAME, "by-mood"));
        assertThat(queues.inForce())
                .as("a plug-in that is away takes no queue with it")
                .containsOnlyKeys("a", "d");
        assertThat(queues.strategy("by-mood")).isEmpty();
    }

    @Test
    void aRoundAndACandidateAreChecked() {
        assertThatThrownBy(() -> new Round("q", List.of(), 0, -1, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Candidate("a", 0, 0, Instant.EPOCH, Instant.EPOCH, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
