// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Stage;
import org.strowger.api.config.Values;

class PlanTest {
    private static final Settings SETTINGS = Settings.read(new Values(Forward.PID, Map.of()));

    private static Profile profile() {
        return Profile.plain("1001");
    }

    private static List<Stage> stages(Profile profile) {
        return ((Reach.Hunt) Plan.of(profile, SETTINGS, 0)).stages();
    }

    private static int status(Reach reach) {
        return ((Reach.Unavailable) reach).reply().status().code();
    }

    @Test
    void aNumberWithoutSettingsIsLeftToItsRole() {
        assertThat(Plan.of(profile(), SETTINGS, 0)).isInstanceOf(Reach.NotMine.class);
        assertThat(Plan.of(profile().withAfter(9), SETTINGS, 0)).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void whoIsNotToBeDisturbedIsBusyUnlessCallsGoElsewhereThen() {
        Profile quiet = profile().withQuiet(true);
        assertThat(status(Plan.of(quiet, SETTINGS, 0))).isEqualTo(486);
        assertThat(status(Plan.of(quiet.with(Kind.NO_ANSWER, "1002"), SETTINGS, 0)))
                .isEqualTo(486);
        assertThat(stages(quiet.with(Kind.BUSY, "1002"))).singleElement().satisfies(stage -> {
            assertThat(stage.numbers()).containsExactly("1002");
            assertThat(stage.diversion()).contains("do-not-disturb");
        });
    }

    @Test
    void whatIsDivertedAlwaysRingsNobodyHere() {
        assertThat(stages(profile().withQuiet(true).with(Kind.BUSY, "1003").with(Kind.ALWAYS, "1002")))
                .singleElement()
                .satisfies(stage -> {
                    assertThat(stage.numbers()).containsExactly("1002");
                    assertThat(stage.diversion()).contains("unconditional");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY, BUSY, ''",
        "NO_ANSWER, 'NO_ANSWER SILENT', 20",
        "UNREACHABLE, 'SILENT UNREACHABLE', ''",
    })
    void eachKindHasItsFailures(Kind kind, String failures, String seconds) {
        List<Stage> stages = stages(profile().with(kind, "1002"));
        assertThat(stages).hasSize(2);
        assertThat(stages.get(0).own()).isTrue();
        assertThat(stages.get(0).ring().map(time -> "" + time.toSeconds()).orElse(""))
                .isEqualTo(seconds);
        assertThat(stages.get(1).after()).extracting(Enum::name).containsExactlyInAnyOrder(failures.split(" "));
        assertThat(stages.get(1).last()).isTrue();
    }

    @Test
    void aPhoneThatGivesNoSignIsUnreachableWhereThatIsSet() {
        List<Stage> stages = stages(profile()
                .with(Kind.NO_ANSWER, "1002")
                .with(Kind.UNREACHABLE, "1003")
                .withAfter(7));
        assertThat(stages.get(0).ring().orElseThrow().toSeconds()).isEqualTo(7);
        assertThat(stages.get(1).after()).containsExactly(Stage.Failure.NO_ANSWER);
        assertThat(stages.get(2).after()).contains(Stage.Failure.SILENT);
    }

    @Test
    void whatHasBeenDivertedTooOftenIsNotAgain() {
        assertThat(status(Plan.of(profile().with(Kind.ALWAYS, "1002"), SETTINGS, 5)))
                .isEqualTo(482);
        assertThat(Plan.of(profile().with(Kind.BUSY, "1002"), SETTINGS, 5)).isInstanceOf(Reach.NotMine.class);
        assertThat(status(Plan.of(profile().withQuiet(true).with(Kind.BUSY, "1002"), SETTINGS, 5)))
                .isEqualTo(486);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<sip:1@h>;reason=no-answer | 1",
                "<sip:1@h>;reason=no-answer;counter=3 | 3",
                "<sip:1@h>;counter=0 | 1",
                "<sip:1@h>; Counter = 4 | 4",
            })
    void diversionsAreCounted(String header, int times) {
        assertThat(Forward.diverted(List.of(header))).isEqualTo(times);
        assertThat(Forward.diverted(List.of(header, header))).isEqualTo(2 * times);
    }
}
