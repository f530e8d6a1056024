// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualExecutorTest {
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> heard = new ArrayList<>();

    private String answers() {
        heard.add("asked");
        return "answer";
    }

    private void ask() {
        heard.add(executor.within(BOUND, this::answers, () -> heard.add("late")));
    }

    @Test
    void foreignCodeIsInTimeUnlessTheTestSaysSo() {
        executor.execute(this::ask);
        executor.runAll();
        assertThat(heard).containsExactly("asked", "answer");
    }

    @Test
    void whatIsLateIsFollowedByItsNextStepBeforeAllElse() {
        executor.late();
        executor.execute(this::ask);
        executor.execute(() -> heard.add("another task"));
        assertThat(executor.runAll()).isEqualTo(3);
        assertThat(heard).containsExactly("late", "another task");
        executor.overdue();
        assertThat(heard).containsExactly("late", "another task", "asked");
    }

    @Test
    void onlyTheOneThatTheTestNamesIsLate() {
        executor.lateAfter(1);
        executor.execute(this::ask);
        executor.execute(this::ask);
        executor.execute(this::ask);
        executor.runAll();
        assertThat(heard).containsExactly("asked", "answer", "late", "asked", "answer");
    }

    @Test
    void whatItThrowsIsThrownOn() {
        executor.execute(() -> executor.within(
                BOUND,
                () -> {
                    throw new IllegalStateException("the test");
                },
                () -> {}));
        assertThatThrownBy(executor::runAll).hasMessage("the test");
    }

    @Test
    void foreignCodeIsNotNested() {
        executor.execute(() -> executor.within(BOUND, () -> executor.within(BOUND, this::answers, () -> {}), () -> {}));
        assertThatThrownBy(executor::runAll).isInstanceOf(IllegalStateException.class);
    }
}
